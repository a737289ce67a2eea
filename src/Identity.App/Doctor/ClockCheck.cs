using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Identity.App.Doctor;

/// <summary>Tokens and links live by the clock: a wrong one makes them die early or live on.</summary>
internal sealed class ClockCheck(IdentityDb db, DatabaseOptions database, DoctorOptions limits, TimeProvider clock)
{
    private const string Area = "clock";

    // This program was not there before, and is not meant to be there after.
    private const int FirstYear = 2026;
    private const int LastYear = 2099;

    public async Task<Finding> RunAsync(CancellationToken ct)
    {
        var own = clock.GetUtcNow();
        if (own.Year is < FirstYear or > LastYear)
        {
            return Finding.Problem(Area, $"This machine says it is {own:yyyy-MM-dd}. Set its clock, and let it follow a time server.");
        }

        if (await DatabaseTimeAsync(ct) is not { } theirs) return Finding.Ok(Area, $"It is {own:yyyy-MM-dd HH:mm:ss}Z.");

        var apart = (theirs - clock.GetUtcNow()).Duration();
        return apart <= limits.MaximumClockDifference
            ? Finding.Ok(Area, $"It is {own:yyyy-MM-dd HH:mm:ss}Z; the database server agrees.")
            : Finding.Problem(Area, $"The clocks of this machine and of the database server are {apart.TotalSeconds:0} seconds apart. Let both follow a time server.");
    }

    private async Task<DateTimeOffset?> DatabaseTimeAsync(CancellationToken ct)
    {
        var query = database.Provider switch
        {
            DatabaseProvider.PostgreSql => db.Database.SqlQuery<DateTimeOffset>($"SELECT clock_timestamp() AS \"Value\""),
            DatabaseProvider.SqlServer => db.Database.SqlQuery<DateTimeOffset>($"SELECT SYSDATETIMEOFFSET() AS [Value]"),
            _ => null,
        };
        try
        {
            return query is null ? null : (await query.ToListAsync(ct))[0];
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The database has a finding of its own.
            return null;
        }
    }
}
