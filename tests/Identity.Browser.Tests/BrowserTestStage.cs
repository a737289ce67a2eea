using Identity.Browser.Tests;

[assembly: AssemblyFixture(typeof(BrowserTestStage))]

namespace Identity.Browser.Tests;

/// <summary>What all journeys share; each brings its own person.</summary>
public sealed class BrowserTestStage : IAsyncLifetime
{
    internal ChromiumBrowser Browser { get; private set; } = null!;

    internal QuickstartStage Quickstarts { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Browser = await ChromiumBrowser.StartAsync();
        Quickstarts = await QuickstartStage.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Quickstarts is not null) await Quickstarts.DisposeAsync();
        if (Browser is not null) await Browser.DisposeAsync();
    }
}
