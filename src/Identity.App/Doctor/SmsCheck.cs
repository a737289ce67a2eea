using Identity.Core.Data;
using Identity.Core.Messaging.Sms;

namespace Identity.App.Doctor;

/// <summary>Whether text messages go out, where to, and how much of their budget is used.</summary>
internal sealed class SmsCheck(SmsBudget budget, SmsOptions sms, DatabaseMigration migration)
{
    private const string Area = "sms";
    private const int Percent = 100;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct)
        => sms.Providers.Count == 0
            ? [Finding.Ok(Area, "No provider is set in Sms:Providers, so no text message is sent.")]
            : [Finding.Ok(Area, $"Text messages go to {string.Join(", then ", sms.Providers.Select(provider => provider.Kind))}."), Countries(), .. await BudgetsAsync(ct)];

    private Finding Countries() => sms.Countries.Count > 0
        ? Finding.Ok(Area, $"They go to numbers of {string.Join(", ", sms.Countries)} only.")
        : Finding.Warning(Area, "They go to all countries, and some of them cost much. Name those where your people are in Sms:Countries, such as DE.");

    private async Task<IReadOnlyList<Finding>> BudgetsAsync(CancellationToken ct)
    {
        try
        {
            if ((await migration.PendingAsync(ct)).Count > 0) return [];

            return [.. (await budget.ReadAsync(ct)).Select(Judge)];
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The database has a finding of its own.
            return [];
        }
    }

    private Finding Judge(SmsBudgetUse use)
    {
        var used = $"{use.Used} of {use.Most} messages of {use.Setting} are used";
        if (use.Used >= use.Most) return Finding.Problem(Area, $"{used}: no code is sent for {use.Remaining:d\\.hh\\:mm\\:ss}. Look for the reason in identity.sms.refused and in the bill before you raise it.");

        return use.Used * (long)Percent >= use.Most * (long)sms.BudgetAlarm
            ? Finding.Warning(Area, $"{used}; it begins anew in {use.Remaining:d\\.hh\\:mm\\:ss}.")
            : Finding.Ok(Area, $"{used}.");
    }
}
