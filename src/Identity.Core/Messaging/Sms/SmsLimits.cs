using Identity.Core.Phones;
using Identity.Core.Throttling;
using Microsoft.Extensions.Options;

namespace Identity.Core.Messaging.Sms;

/// <summary>
/// Counts messages that people ask for: each costs money, and there is money to be earned by asking for many. Ask it
/// before a message is queued, for numbers that have an account and for those that have none. Hold no transaction while calling.
/// </summary>
public sealed class SmsLimits(AttemptCounters counters, SmsBudget budget, SmsMetrics metrics, IOptions<SmsOptions> options)
{
    /// <summary>Counts one message, unless a limit has been reached.</summary>
    /// <param name="number">Where it is to go.</param>
    /// <param name="network">From where it was asked for.</param>
    /// <param name="account">For whom; null when no account is known yet.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<SmsLimitResult> CountAsync(PhoneNumber number, string network, Guid? account, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(number);
        var result = await TryAsync(number, network, account, ct);
        if (result is SmsLimitResult.Reached reached) metrics.Refused(reached.Limit);
        return result;
    }

    // Who asks is counted before what is asked for: one network can't use up the limits of all numbers.
    private async Task<SmsLimitResult> TryAsync(PhoneNumber number, string network, Guid? account, CancellationToken ct)
    {
        var limits = options.Value;
        if (await budget.WaitAsync(ct) is { } wait) return new SmsLimitResult.Reached(SmsLimit.Budget, wait);

        return await OverAsync(SmsLimit.Network, network, limits.MessagesPerNetwork, limits.NetworkWindow, ct)
            ?? (account is { } id ? await OverAsync(SmsLimit.Account, id.ToString("N"), limits.MessagesPerAccount, limits.AccountWindow, ct) : null)
            ?? await OverAsync(SmsLimit.Number, number.E164, limits.MessagesPerNumber, limits.NumberWindow, ct)
            ?? await OverAsync(SmsLimit.Prefix, number.Prefix(limits.PrefixDigits), limits.MessagesPerPrefix, limits.PrefixWindow, ct)
            ?? (SmsLimitResult)new SmsLimitResult.Allowed();
    }

    private async Task<SmsLimitResult.Reached?> OverAsync(SmsLimit limit, string whose, int most, TimeSpan window, CancellationToken ct)
    {
        var count = await counters.IncrementAsync(CounterKey.Of($"sms.{limit.ToString().ToLowerInvariant()}", whose), window, ct);
        return count.Count > most ? new(limit, count.Remaining) : null;
    }
}
