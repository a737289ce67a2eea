using System.Threading.Channels;
using Identity.Core.Redis;
using StackExchange.Redis;

namespace Identity.Core.Configuration;

/// <summary>
/// Tells all nodes through Redis that something changed, so that they ask the database now instead of at the next turn.
/// The message says no more than that: who forges or floods it gains a query, and who loses it hears a little later.
/// </summary>
internal sealed class ChangePush(RedisConnection connection, TimeProvider clock)
{
    private static readonly RedisChannel Topic = RedisChannel.Literal("identity:configuration");
    private static readonly TimeSpan PatienceOfCommands = TimeSpan.FromSeconds(2);

    private readonly Channel<bool> _heard = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private volatile bool _listening;

    /// <summary>Listens from now on; while Redis is away, as soon as it is there.</summary>
    public async Task ListenAsync()
    {
        _listening = true;
        if (!connection.IsConfigured) return;

        var redis = await connection.GetAsync();
        await redis.GetSubscriber().SubscribeAsync(Topic, (_, _) => _heard.Writer.TryWrite(true), CommandFlags.FireAndForget);
    }

    /// <summary>Waits for a message, and not longer than this.</summary>
    /// <returns>Whether one came.</returns>
    public async Task<bool> WaitAsync(TimeSpan longest, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(Task.Delay(longest, clock, over.Token), _heard.Reader.WaitToReadAsync(over.Token).AsTask());
        await over.CancelAsync();
        ct.ThrowIfCancellationRequested();
        return _heard.Reader.TryRead(out _);
    }

    /// <summary>Tells the others. A request never waits for it; a command does for a moment, as it is gone afterwards.</summary>
    public async Task TellAsync()
    {
        if (!connection.IsConfigured) return;

        var getting = connection.GetAsync();
        if (_listening && !getting.IsCompletedSuccessfully) return;

        try
        {
            var redis = await getting.WaitAsync(PatienceOfCommands);
            if (!redis.IsConnected) return;
            var sent = redis.GetSubscriber().PublishAsync(Topic, RedisValue.EmptyString, _listening ? CommandFlags.FireAndForget : CommandFlags.None);
            await sent.WaitAsync(PatienceOfCommands);
        }
        catch (Exception problem) when (problem is RedisException or TimeoutException or ObjectDisposedException)
        {
            connection.Lost(problem.Message);
        }
    }
}
