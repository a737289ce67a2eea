using System.Diagnostics;
using Identity.Benchmarks.Machine;
using Identity.Benchmarks.Measuring;
using Identity.Benchmarks.Operations;
using Identity.Benchmarks.Servers;

namespace Identity.Benchmarks;

/// <summary>Whether the worker's housekeeping can be felt: the slowest refreshes while nothing is deleted, and while expired rows are.</summary>
internal static class Drain
{
    // With one worker of the load the server is not busy, as a server is not whose times matter.
    private const int Workers = 2;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    public static async Task PrintAsync(ServerKind ours, BenchmarkOptions options)
    {
        await using var server = await MeasuredServer.StartAsync(ours, countAllocations: false);
        var load = await Load.PrepareAsync(server, Operation.All.Single(o => o.Name == "refresh"), Workers);
        await FillAsync(ours, options.Drain);
        await load.WarmUpAsync();
        var quiet = await load.RunAsync(Quiet);

        Console.WriteLine();
        Console.WriteLine(Table.Text($"quiet: p50 {quiet.Median:0.0} ms, p99 {quiet.Slowest:0.0} ms"));
        await using var worker = WorkerProcess.Start(ours.WithRoles("worker"));
        var watch = Stopwatch.StartNew();
        List<Sample> rounds = [];
        var (left, before) = (options.Drain, await DeletedAsync(ours));
        while (left > 0 && watch.Elapsed < Longest)
        {
            rounds.Add(await load.RunAsync(options.Round));
            left = options.Drain - (await DeletedAsync(ours) - before);
            Console.WriteLine(Table.Text($"{watch.Elapsed:hh\\:mm\\:ss}: {left:N0} rows left, p50 {rounds[^1].Median:0.0} ms, p99 {rounds[^1].Slowest:0.0} ms"));
        }

        var middle = Sample.Middle(rounds);
        Console.WriteLine(Table.Text($"draining: p50 {middle.Median:0.0} ms, p99 {middle.Slowest:0.0} ms, {(options.Drain - left) / watch.Elapsed.TotalSeconds:N0} rows a second; p99 is {middle.Slowest / quiet.Slowest:0.0} times the quiet one, and may be 2"));
    }

    // What PostgreSQL counts anyway: to count the rows themselves would cost more than to delete them.
    private static Task<long> DeletedAsync(ServerKind ours)
        => Database.ReadAsync(ours.ConnectionString, "SELECT n_tup_del FROM pg_stat_user_tables WHERE relname = 'Tokens'");

    private static async Task FillAsync(ServerKind ours, long rows)
    {
        const int Batch = 500_000;
        for (var done = 0L; done < rows; done += Batch)
        {
            await Database.ExecuteAsync(ours.ConnectionString, $$"""
                INSERT INTO "Tokens" ("Id", "ApplicationId", "AuthorizationId", "CreationDate", "ExpirationDate", "ReferenceId", "Status", "Subject", "Type")
                SELECT gen_random_uuid(), t."ApplicationId", t."AuthorizationId", now() - interval '60 days', now() - interval '30 days', 'drain-' || ({{done}} + n), 'valid', t."Subject", t."Type"
                FROM (SELECT * FROM "Tokens" ORDER BY "CreationDate" DESC LIMIT 1) t, generate_series(1, {{Math.Min(Batch, rows - done)}}) n
                """);
        }

        await Database.ExecuteAsync(ours.ConnectionString, "ANALYZE");
    }
}
