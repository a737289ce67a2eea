using Identity.Benchmarks.Machine;
using Identity.Benchmarks.Measuring;
using Identity.Benchmarks.Operations;
using Identity.Benchmarks.Servers;

namespace Identity.Benchmarks;

/// <summary>What a token costs when there are few and when there are many clients and people.</summary>
internal static class Scale
{
    private static readonly string[] Measured = ["client_credentials", "refresh", "code"];

    public static async Task PrintAsync(ServerKind ours, BenchmarkOptions options)
    {
        Console.WriteLine();
        Console.WriteLine("| Clients | People | Operation | CPU, µs | p99, ms |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var (clients, people) in new[] { (10, 1_000), (10_000, 1_000_000) })
        {
            await FillAsync(ours, clients, people);
            await using var server = await MeasuredServer.StartAsync(ours, countAllocations: true);
            foreach (var operation in Operation.All.Where(o => Measured.Contains(o.Name)))
            {
                var load = await Load.PrepareAsync(server, operation, options.Workers);
                await load.WarmUpAsync();
                List<Sample> rounds = [];
                for (var i = 0; i < options.Rounds; i++) rounds.Add(await load.RunAsync(options.Round));
                var middle = Sample.Middle(rounds);
                Console.WriteLine(Table.Text($"| {clients:N0} | {people:N0} | {operation.Name} | {middle.Processor:0} | {middle.Slowest:0.0} |"));
            }
        }
    }

    // Copies of a row that is there, whatever its columns are.
    private static async Task FillAsync(ServerKind ours, int clients, int people)
    {
        await Database.ExecuteAsync(ours.ConnectionString, $$"""
            INSERT INTO "Clients" SELECT (jsonb_populate_record(c, jsonb_build_object('Id', gen_random_uuid(), 'ClientId', 'copy-' || n))).*
            FROM "Clients" c, generate_series((SELECT COUNT(*) FROM "Clients"), {{clients}} - 1) n WHERE c."ClientId" = '{{ServerKind.ClientId}}'
            """);
        await Database.ExecuteAsync(ours.ConnectionString, $$"""
            INSERT INTO "Users" SELECT (jsonb_populate_record(u, jsonb_build_object(
                'Id', gen_random_uuid(), 'UserName', 'copy-' || n, 'NormalizedUserName', 'COPY-' || n, 'Email', 'copy-' || n || '@example.com', 'NormalizedEmail', 'COPY-' || n || '@EXAMPLE.COM'))).*
            FROM "Users" u, generate_series((SELECT COUNT(*) FROM "Users"), {{people}} - 1) n WHERE u."UserName" = 'person1'
            """);
        await Database.ExecuteAsync(ours.ConnectionString, """UPDATE "ConfigVersion" SET "Version" = "Version" + 1; ANALYZE""");
    }
}
