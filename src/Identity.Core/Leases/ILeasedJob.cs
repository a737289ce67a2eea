namespace Identity.Core.Leases;

/// <summary>A job that one process does for all of them, again and again.</summary>
public interface ILeasedJob
{
    /// <summary>Of its lease; up to 50 characters.</summary>
    static abstract string Name { get; }

    /// <summary>How long to wait after a run.</summary>
    TimeSpan Interval { get; }

    /// <summary>Does it once. Doing it twice must be harmless.</summary>
    /// <param name="lease">Ask it before each thing that another holder must not find undone or done twice.</param>
    /// <param name="ct">The process stops.</param>
    /// <returns>What was done, in words for an operator.</returns>
    Task<string> RunAsync(HeldLease lease, CancellationToken ct);
}
