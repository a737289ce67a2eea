namespace Identity.Core.Messaging.Sms;

/// <summary>Whether another message may be queued.</summary>
public abstract record SmsLimitResult
{
    private SmsLimitResult() { }

    public sealed record Allowed : SmsLimitResult;

    /// <param name="Limit">For the log and the metrics; to the person all of them are the same.</param>
    /// <param name="Wait">How long it lasts.</param>
    public sealed record Reached(SmsLimit Limit, TimeSpan Wait) : SmsLimitResult;
}

public enum SmsLimit
{
    Network = 1,
    Account,
    Number,
    Prefix,
    Budget,
}
