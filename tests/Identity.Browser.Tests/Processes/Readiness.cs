using System.Diagnostics;

namespace Identity.Browser.Tests.Processes;

internal static class Readiness
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <summary>Comes back when the address answers with success; fails as soon as the process ends.</summary>
    public static async Task WaitForAsync(this ChildProcess process, Uri address)
    {
        var waited = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await AnswersAsync(address))
        {
            if (process.HasExited)
            {
                await process.WaitForExitAsync();
                Assert.Fail($"The process ended before {address} answered:\n{process.Output}");
            }

            if (waited.Elapsed > Limit) Assert.Fail($"{address} did not answer within {Limit}:\n{process.Output}");
            await timer.WaitForNextTickAsync();
        }
    }

    private static async Task<bool> AnswersAsync(Uri address)
    {
        try
        {
            using var response = await Http.GetAsync(address);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
