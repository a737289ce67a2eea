using Identity.Core.Data;

namespace Identity.Core.Messaging;

internal static class OutboxStatements
{
    private const int Pending = (int)OutboxStatus.Pending;

    /// <summary>
    /// Takes due messages for one worker and returns them. Workers pass over what another one is taking; the test of the
    /// lock stands in the outer statement too, so that it holds even where such a hint is ignored.
    /// </summary>
    public static FormattableString Claim(IdentityDb db, Claim claim) => db switch
    {
        PostgreSqlIdentityDb => PostgreSql(claim),
        SqlServerIdentityDb => SqlServer(claim),
        _ => Sqlite(claim),
    };

    private static FormattableString PostgreSql(Claim claim) => $"""
        UPDATE "OutboxMessages" SET "LockedUntil" = {claim.Until}, "LockedBy" = {claim.Worker}, "Attempts" = "Attempts" + 1
        WHERE "Id" IN (
            SELECT "Id" FROM "OutboxMessages"
            WHERE "Status" = {Pending} AND "DueAt" <= {claim.Now} AND ("LockedUntil" IS NULL OR "LockedUntil" <= {claim.Now})
            ORDER BY "DueAt" LIMIT {claim.Most} FOR UPDATE SKIP LOCKED)
        AND "Status" = {Pending} AND ("LockedUntil" IS NULL OR "LockedUntil" <= {claim.Now})
        RETURNING *
        """;

    // One writer at a time: the second one sees what the first one took.
    private static FormattableString Sqlite(Claim claim) => $"""
        UPDATE "OutboxMessages" SET "LockedUntil" = {claim.Until}, "LockedBy" = {claim.Worker}, "Attempts" = "Attempts" + 1
        WHERE "Id" IN (
            SELECT "Id" FROM "OutboxMessages"
            WHERE "Status" = {Pending} AND "DueAt" <= {claim.Now} AND ("LockedUntil" IS NULL OR "LockedUntil" <= {claim.Now})
            ORDER BY "DueAt" LIMIT {claim.Most})
        AND "Status" = {Pending} AND ("LockedUntil" IS NULL OR "LockedUntil" <= {claim.Now})
        RETURNING *
        """;

    private static FormattableString SqlServer(Claim claim) => $"""
        WITH [Due] AS (
            SELECT TOP ({claim.Most}) * FROM [OutboxMessages] WITH (UPDLOCK, READPAST, ROWLOCK)
            WHERE [Status] = {Pending} AND [DueAt] <= {claim.Now} AND ([LockedUntil] IS NULL OR [LockedUntil] <= {claim.Now})
            ORDER BY [DueAt])
        UPDATE [Due] SET [LockedUntil] = {claim.Until}, [LockedBy] = {claim.Worker}, [Attempts] = [Attempts] + 1
        OUTPUT inserted.*
        WHERE [Status] = {Pending} AND ([LockedUntil] IS NULL OR [LockedUntil] <= {claim.Now});
        """;
}

/// <param name="Worker">Who takes them.</param>
/// <param name="Most">How many at most.</param>
/// <param name="Now">What is due by then.</param>
/// <param name="Until">How long they belong to the worker.</param>
internal sealed record Claim(string Worker, int Most, DateTime Now, DateTime Until);
