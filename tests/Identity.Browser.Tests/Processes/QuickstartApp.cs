namespace Identity.Browser.Tests.Processes;

/// <summary>A quickstart of <c>docs/</c>, run unchanged on a free port.</summary>
internal sealed class QuickstartApp : IAsyncDisposable
{
    private readonly ChildProcess process;

    private QuickstartApp(ChildProcess process, Uri url)
    {
        this.process = process;
        Url = url;
    }

    public Uri Url { get; }

    public static Task<QuickstartApp> StartWebAsync(Uri authority, Uri url, string secret) => StartAsync(
        url,
        Repository.Dotnet,
        Repository.Built("docs/quickstarts/aspnetcore-web", "quickstart-web.dll"),
        Repository.Source("docs", "quickstarts", "aspnetcore-web"),
        new() { ["Url"] = Text(url), ["Oidc__Authority"] = Text(authority), ["Oidc__ClientSecret"] = secret });

    public static async Task<QuickstartApp> StartSpaAsync(Uri authority, Uri url)
    {
        var folder = Repository.Source("docs", "quickstarts", "spa");
        await NodePackages.InstallAsync(folder);
        return await StartAsync(url, Repository.Node, "server.mjs", folder, new() { ["URL"] = Text(url), ["AUTHORITY"] = Text(authority) });
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static async Task<QuickstartApp> StartAsync(Uri url, string program, string file, string folder, Dictionary<string, string> settings)
    {
        var process = ChildProcess.Start(program, [file], folder, settings);
        try
        {
            await process.WaitForAsync(url);
            return new QuickstartApp(process, url);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    private static string Text(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
