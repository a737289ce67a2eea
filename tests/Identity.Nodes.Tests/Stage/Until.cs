using System.Diagnostics;

namespace Identity.Nodes.Tests.Stage;

/// <summary>Waits for a fact in another process.</summary>
internal static class Until
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> TrueAsync(Func<Task<bool>> fact, TimeSpan patience, string otherwise)
    {
        var waited = Stopwatch.StartNew();
        while (!await fact())
        {
            Assert.True(waited.Elapsed < patience, otherwise);
            await Task.Delay(Pause);
        }

        return waited.Elapsed;
    }
}
