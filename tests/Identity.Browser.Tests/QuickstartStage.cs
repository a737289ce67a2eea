using System.Security.Cryptography;
using Identity.Browser.Tests.Processes;

namespace Identity.Browser.Tests;

/// <summary>The product with both quickstarts registered by their own file, each on an origin of its own.</summary>
internal sealed class QuickstartStage : IAsyncDisposable
{
    private QuickstartStage(ProductProcess product, QuickstartApp web, QuickstartApp spa)
    {
        Product = product;
        Web = web;
        Spa = spa;
    }

    public ProductProcess Product { get; }

    public QuickstartApp Web { get; }

    public QuickstartApp Spa { get; }

    public static async Task<QuickstartStage> StartAsync()
    {
        var started = new Stack<IAsyncDisposable>();
        try
        {
            var product = await ProductProcess.StartAsync();
            started.Push(product);
            var addresses = FreePorts.Take(2);
            var secret = RandomNumberGenerator.GetHexString(64);
            await product.ApplyAsync(await ReadAppsAsync(addresses), ("QUICKSTART_CLIENT_SECRET", secret));

            var web = await QuickstartApp.StartWebAsync(product.Url, addresses[0], secret);
            started.Push(web);
            var spa = await QuickstartApp.StartSpaAsync(product.Url, addresses[1]);
            return new(product, web, spa);
        }
        catch
        {
            foreach (var part in started) await part.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Spa.DisposeAsync();
        await Web.DisposeAsync();
        await Product.DisposeAsync();
    }

    // The published file, on the ports that are free here.
    private static async Task<string> ReadAppsAsync(Uri[] addresses)
    {
        var apps = await File.ReadAllTextAsync(Repository.Source("docs", "quickstarts", "apps.json"));
        return apps.Replace("localhost:5100", addresses[0].Authority, StringComparison.Ordinal)
            .Replace("localhost:5200", addresses[1].Authority, StringComparison.Ordinal);
    }
}
