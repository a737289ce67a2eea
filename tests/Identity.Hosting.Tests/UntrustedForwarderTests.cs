using System.Net;
using Identity.Hosting.Proxy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Identity.Hosting.Tests;

public sealed class UntrustedForwarderTests : ILogger
{
    private readonly List<string> _logged = [];

    [Fact]
    public void A_stranger_who_forwards_is_named_once_and_a_trusted_proxy_never()
    {
        var options = new ProxyOptions { Trusted = { "10.0.0.0/8" } };
        var forwarders = new UntrustedForwarders(Options.Create(options), new Logger<UntrustedForwarders>(new Factory(this)));

        foreach (var address in new[] { "10.1.2.3", "::ffff:10.1.2.3", "203.0.113.9", "203.0.113.9", "203.0.113.10" }) forwarders.Note(From(address));
        Assert.Equal(2, _logged.Count);
        Assert.Contains("X-Forwarded-For from 203.0.113.9", _logged[0], StringComparison.Ordinal);
        Assert.Contains("Proxy:Trusted", _logged[0], StringComparison.Ordinal);

        for (var i = 0; i < 1000; i++) forwarders.Note(From($"198.51.{i / 250}.{i % 250}"));
        Assert.Equal(256, _logged.Count);
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => _logged.Add(formatter(state, exception));

    private static DefaultHttpContext From(string address)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        context.Request.Headers["X-Forwarded-For"] = "192.0.2.1";
        return context;
    }

    private sealed class Factory(ILogger logger) : ILoggerFactory
    {
        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => logger;

        public void Dispose()
        {
        }
    }
}
