using Identity.Core.Data;

namespace Identity.Core.Throttling;

internal static class AttemptStatements
{
    /// <summary>Adds one, or starts a new window when the last has ended, and returns the row.</summary>
    public static FormattableString Increment(IdentityDb db, string key, DateTime now, DateTime ends)
        => db is SqlServerIdentityDb ? Merge(key, now, ends) : Upsert(key, now, ends);

    // SQLite and PostgreSQL.
    private static FormattableString Upsert(string key, DateTime now, DateTime ends) => $"""
        INSERT INTO "AttemptCounters" ("Key", "Count", "WindowEndsAt") VALUES ({key}, 1, {ends})
        ON CONFLICT ("Key") DO UPDATE SET
            "Count" = CASE WHEN "AttemptCounters"."WindowEndsAt" <= {now} THEN 1 ELSE "AttemptCounters"."Count" + 1 END,
            "WindowEndsAt" = CASE WHEN "AttemptCounters"."WindowEndsAt" <= {now} THEN excluded."WindowEndsAt" ELSE "AttemptCounters"."WindowEndsAt" END
        RETURNING "Key", "Count", "WindowEndsAt"
        """;

    // HOLDLOCK: without it two merges may both find no row.
    private static FormattableString Merge(string key, DateTime now, DateTime ends) => $"""
        MERGE [AttemptCounters] WITH (HOLDLOCK) AS c
        USING (SELECT {key} AS [Key], {now} AS [Now], {ends} AS [Ends]) AS t ON c.[Key] = t.[Key]
        WHEN MATCHED THEN UPDATE SET
            [Count] = CASE WHEN c.[WindowEndsAt] <= t.[Now] THEN 1 ELSE c.[Count] + 1 END,
            [WindowEndsAt] = CASE WHEN c.[WindowEndsAt] <= t.[Now] THEN t.[Ends] ELSE c.[WindowEndsAt] END
        WHEN NOT MATCHED THEN INSERT ([Key], [Count], [WindowEndsAt]) VALUES (t.[Key], 1, t.[Ends])
        OUTPUT inserted.[Key], inserted.[Count], inserted.[WindowEndsAt];
        """;
}
