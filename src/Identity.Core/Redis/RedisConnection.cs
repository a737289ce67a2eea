using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Identity.Core.Redis;

/// <summary>The connection of this process, made when it is first asked for. It comes back by itself, and its loss is said once.</summary>
internal sealed class RedisConnection : IDisposable
{
    private readonly Lazy<Task<ConnectionMultiplexer>>? _connection;
    private readonly ILogger _log;
    private volatile ConnectionMultiplexer? _redis;
    private int _away;

    public RedisConnection(IOptions<RedisOptions> options, ILogger<RedisConnection> log)
    {
        _log = log;
        // In the background: even the look-up of a name may take long.
        if (options.Value.ConnectionString is { Length: > 0 } text) _connection = new(() => Task.Run(() => ConnectAsync(text)));
    }

    public bool IsConfigured => _connection is not null;

    /// <summary>Comes back with an object that may not have reached Redis yet, and goes on trying.</summary>
    public Task<ConnectionMultiplexer> GetAsync() => _connection!.Value;

    public void Lost(string problem)
    {
        if (Interlocked.Exchange(ref _away, 1) == 0) _log.RedisAway(problem);
    }

    public void Dispose() => _redis?.Dispose();

    private async Task<ConnectionMultiplexer> ConnectAsync(string text)
    {
        var settings = ConfigurationOptions.Parse(text);
        settings.AbortOnConnectFail = false;
        settings.BacklogPolicy = BacklogPolicy.FailFast;
        var redis = _redis = await ConnectionMultiplexer.ConnectAsync(settings);
        redis.ConnectionFailed += (_, failed) => Lost(failed.FailureType.ToString());
        redis.ConnectionRestored += (_, _) => Back();
        if (!redis.IsConnected) Lost("it doesn't answer");
        return redis;
    }

    private void Back()
    {
        if (Interlocked.Exchange(ref _away, 0) == 1) _log.RedisBack();
    }
}
