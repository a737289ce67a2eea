using Identity.Core.Throttling;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Identity.Core.Messaging.Sms;

/// <summary>How many messages the whole installation sends. The worker counts what it hands over; no other limit stands between an error of ours and the bill.</summary>
public sealed class SmsBudget(AttemptCounters counters, SmsMetrics metrics, IOptions<SmsOptions> options, ILogger<SmsBudget> log)
{
    private const int Percent = 100;

    private Part[] Parts => [new("hour", options.Value.BudgetPerHour, TimeSpan.FromHours(1)), new("day", options.Value.BudgetPerDay, TimeSpan.FromDays(1))];

    /// <summary>Counts one message; null when it may be sent, else which budget is used up.</summary>
    public async Task<string?> TakeAsync(CancellationToken ct)
    {
        List<Part> taken = [];
        foreach (var part in Parts)
        {
            var count = await counters.IncrementAsync(part.Key, part.Window, ct);
            taken.Add(part);
            if (count.Count > part.Most)
            {
                await GiveBackAsync(taken, ct);
                return part.Setting;
            }

            Notice(part, count);
        }

        return null;
    }

    /// <summary>Nobody took the message that was counted.</summary>
    public Task GiveBackAsync(CancellationToken ct) => GiveBackAsync(Parts, ct);

    /// <summary>What is used of each budget so far.</summary>
    public async Task<IReadOnlyList<SmsBudgetUse>> ReadAsync(CancellationToken ct)
    {
        List<SmsBudgetUse> uses = [];
        foreach (var part in Parts)
        {
            var count = await counters.ReadAsync(part.Key, ct);
            uses.Add(new(part.Setting, count.Count, part.Most, count.Remaining));
        }

        return uses;
    }

    /// <summary>How long to wait until something may be sent again; null when it may.</summary>
    internal async Task<TimeSpan?> WaitAsync(CancellationToken ct)
        => (await ReadAsync(ct)).Where(use => use.Used >= use.Most).Select(use => (TimeSpan?)use.Remaining).Max();

    // Exactly one message is the one that reaches a number.
    private void Notice(Part part, AttemptCount count)
    {
        metrics.Used(part.Name, (double)count.Count / part.Most, count.Remaining);
        if (count.Count == part.Most) log.BudgetUsedUp(part.Setting, part.Most, count.Remaining);
        else if (count.Count == (part.Most * (long)options.Value.BudgetAlarm + Percent - 1) / Percent) log.BudgetNearlyUsedUp(part.Setting, count.Count, part.Most, count.Remaining);
    }

    private async Task GiveBackAsync(IEnumerable<Part> parts, CancellationToken ct)
    {
        foreach (var part in parts) await counters.TakeBackAsync(part.Key, ct);
    }

    private sealed record Part(string Name, int Most, TimeSpan Window)
    {
        public CounterKey Key => CounterKey.Of($"sms.budget.{Name}");

        public string Setting => Name == "hour" ? "Sms:BudgetPerHour" : "Sms:BudgetPerDay";
    }
}

/// <param name="Setting">Which budget.</param>
/// <param name="Used">Messages that were handed over.</param>
/// <param name="Most">Messages that may be.</param>
/// <param name="Remaining">How long until it begins anew; zero when nothing was sent.</param>
public sealed record SmsBudgetUse(string Setting, int Used, int Most, TimeSpan Remaining);
