using Identity.Core.Data;

namespace Identity.Worker.Housekeeping;

/// <summary>Deletes the rows of one table that are over, those of longest ago first. Every statement goes by an index.</summary>
internal interface IPruning
{
    /// <summary>The table, with what is special about its rows after a dot.</summary>
    string Name { get; }

    /// <summary>One batch, in the transaction of the caller.</summary>
    /// <returns>How many went; fewer than <paramref name="most"/> when none is left.</returns>
    Task<int> DeleteAsync(IdentityDb db, DateTime now, int most, CancellationToken ct);

    /// <summary>How many are left, counted no further than <paramref name="most"/>.</summary>
    Task<int> CountAsync(IdentityDb db, DateTime now, int most, CancellationToken ct);
}
