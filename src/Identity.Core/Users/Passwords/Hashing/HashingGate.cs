using Microsoft.Extensions.Options;

namespace Identity.Core.Users.Passwords.Hashing;

/// <summary>Lets only as many password checks run as the machine has cores: a flood of them must not take all its time and memory.</summary>
internal sealed class HashingGate(IOptions<PasswordOptions> settings, HashingMetrics metrics, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _places = new(Environment.ProcessorCount * settings.Value.Hashing.PerCore);

    public TimeSpan LongestWait => settings.Value.Hashing.LongestWait;

    /// <summary>Waits for a place; null when none came free in time. Dispose it to leave.</summary>
    public async Task<IDisposable?> EnterAsync(CancellationToken ct)
    {
        if (_places.Wait(0, ct))
        {
            metrics.Entered(TimeSpan.Zero);
            return new Place(_places);
        }

        using var queued = metrics.Queue();
        var since = clock.GetTimestamp();
        using var patience = new CancellationTokenSource(LongestWait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            await _places.WaitAsync(either.Token);
            metrics.Entered(clock.GetElapsedTime(since));
            return new Place(_places);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            metrics.Refused(clock.GetElapsedTime(since));
            return null;
        }
    }

    public void Dispose() => _places.Dispose();

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        public void Dispose() => places.Release();
    }
}
