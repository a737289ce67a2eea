using Identity.Core.Data;

namespace Identity.Core.Leases;

internal static class LeaseStatements
{
    /// <summary>Takes or prolongs a lease in one statement and returns its row; returns none while it is another's.</summary>
    public static FormattableString Acquire(IdentityDb db, string name, string owner, TimeSpan duration) => db switch
    {
        PostgreSqlIdentityDb => PostgreSql(name, owner, duration.TotalSeconds),
        SqlServerIdentityDb => SqlServer(name, owner, (int)duration.TotalMilliseconds),
        _ => Sqlite(name, owner, FormattableString.Invariant($"+{duration.TotalSeconds:0.###} seconds")),
    };

    private static FormattableString PostgreSql(string name, string owner, double seconds) => $"""
        INSERT INTO "Leases" ("Name", "Owner", "UntilUtc", "Fence")
        VALUES ({name}, {owner}, clock_timestamp() + {seconds} * interval '1 second', 1)
        ON CONFLICT ("Name") DO UPDATE SET
            "Owner" = excluded."Owner",
            "UntilUtc" = excluded."UntilUtc",
            "Fence" = CASE WHEN "Leases"."Owner" = excluded."Owner" AND "Leases"."UntilUtc" > clock_timestamp() THEN "Leases"."Fence" ELSE "Leases"."Fence" + 1 END
        WHERE "Leases"."Owner" = excluded."Owner" OR "Leases"."UntilUtc" <= clock_timestamp()
        RETURNING "Name", "Owner", "UntilUtc", "Fence"
        """;

    private static FormattableString Sqlite(string name, string owner, string duration) => $"""
        INSERT INTO "Leases" ("Name", "Owner", "UntilUtc", "Fence")
        VALUES ({name}, {owner}, strftime('%Y-%m-%d %H:%M:%f', 'now', {duration}), 1)
        ON CONFLICT ("Name") DO UPDATE SET
            "Owner" = excluded."Owner",
            "UntilUtc" = excluded."UntilUtc",
            "Fence" = CASE WHEN "Leases"."Owner" = excluded."Owner" AND "Leases"."UntilUtc" > strftime('%Y-%m-%d %H:%M:%f', 'now') THEN "Leases"."Fence" ELSE "Leases"."Fence" + 1 END
        WHERE "Leases"."Owner" = excluded."Owner" OR "Leases"."UntilUtc" <= strftime('%Y-%m-%d %H:%M:%f', 'now')
        RETURNING "Name", "Owner", "UntilUtc", "Fence"
        """;

    // HOLDLOCK: without it two merges may both find no row.
    private static FormattableString SqlServer(string name, string owner, int milliseconds) => $"""
        MERGE [Leases] WITH (HOLDLOCK) AS l
        USING (SELECT {name} AS [Name], {owner} AS [Owner], DATEADD(millisecond, {milliseconds}, SYSUTCDATETIME()) AS [Until]) AS t ON l.[Name] = t.[Name]
        WHEN MATCHED AND (l.[Owner] = t.[Owner] OR l.[UntilUtc] <= SYSUTCDATETIME()) THEN UPDATE SET
            [Fence] = CASE WHEN l.[Owner] = t.[Owner] AND l.[UntilUtc] > SYSUTCDATETIME() THEN l.[Fence] ELSE l.[Fence] + 1 END,
            [Owner] = t.[Owner],
            [UntilUtc] = t.[Until]
        WHEN NOT MATCHED THEN INSERT ([Name], [Owner], [UntilUtc], [Fence]) VALUES (t.[Name], t.[Owner], t.[Until], 1)
        OUTPUT inserted.[Name], inserted.[Owner], inserted.[UntilUtc], inserted.[Fence];
        """;
}
