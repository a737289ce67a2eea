using System.Diagnostics.Metrics;

namespace Identity.Core.Users.Passwords.LeakCheck;

/// <summary>What came of asking whether passwords were in leaks.</summary>
internal sealed class LeakCheckMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _checks = meters.Create("Identity.Core").CreateCounter<long>("identity.password_leak_checks", "{check}", "New passwords that were looked up among leaked ones");

    /// <param name="result"><c>found</c>, <c>not_found</c> or <c>failed</c>.</param>
    public void Count(string result) => _checks.Add(1, KeyValuePair.Create<string, object?>("result", result));
}
