using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Identity.Core.Messaging.Sms;

/// <summary>Counts text messages, and shows how much of the budget is used as this process last saw it.</summary>
public sealed class SmsMetrics
{
    private readonly Counter<long> _messages;
    private readonly Counter<long> _refused;
    private readonly ConcurrentDictionary<string, (double Part, DateTimeOffset Until)> _used = new();
    private readonly TimeProvider _clock;

    public SmsMetrics(IMeterFactory meters, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _clock = clock;
        var meter = meters.Create("Identity.Core");
        _messages = meter.CreateCounter<long>("identity.sms.messages", "{message}", "Text messages handed to a provider, and what came of it");
        _refused = meter.CreateCounter<long>("identity.sms.refused", "{message}", "Text messages that were not sent because a limit was reached");
        meter.CreateObservableGauge("identity.sms.budget_used", Used, "1", "The part of the budget of text messages that is used");
    }

    /// <param name="provider">A kind of provider.</param>
    /// <param name="outcome"><c>taken</c>, <c>failed</c> or <c>undeliverable</c>.</param>
    public void Handed(SmsProviderKind provider, string outcome)
        => _messages.Add(1, KeyValuePair.Create<string, object?>("provider", provider.ToString().ToLowerInvariant()), KeyValuePair.Create<string, object?>("outcome", outcome));

    public void Refused(SmsLimit limit) => _refused.Add(1, KeyValuePair.Create<string, object?>("limit", limit.ToString().ToLowerInvariant()));

    internal void Used(string budget, double part, TimeSpan remaining) => _used[budget] = (part, _clock.GetUtcNow() + remaining);

    private IEnumerable<Measurement<double>> Used()
    {
        var now = _clock.GetUtcNow();
        return _used.Select(use => new Measurement<double>(use.Value.Until > now ? use.Value.Part : 0, KeyValuePair.Create<string, object?>("budget", use.Key)));
    }
}
