using Identity.Benchmarks.Measuring;
using Identity.Benchmarks.Operations;
using Identity.Benchmarks.Servers;

namespace Identity.Benchmarks;

/// <summary>How soon a server answers, and how much memory it keeps.</summary>
internal static class Resources
{
    private const int Starts = 3;
    private const long Mebi = 1024 * 1024;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(15);

    public static async Task PrintAsync(ServerKind plain, ServerKind ours, BenchmarkOptions options)
    {
        Console.WriteLine();
        Console.WriteLine("| Server | Cold start, ms | Memory idle, MiB | Memory after load, MiB |");
        Console.WriteLine("|---|---|---|---|");
        await PrintAsync("plain", plain, options);
        await PrintAsync("identity, role server", ours, options);
        await PrintAsync("identity, four roles", ours.WithRoles("server,admin-api,console,worker"), options);
    }

    private static async Task PrintAsync(string name, ServerKind kind, BenchmarkOptions options)
    {
        List<double> starts = [];
        for (var i = 1; i < Starts; i++)
        {
            await using var once = await MeasuredServer.StartAsync(kind, countAllocations: false);
            starts.Add(once.ColdStart.TotalMilliseconds);
        }

        await using var server = await MeasuredServer.StartAsync(kind, countAllocations: false);
        starts.Add(server.ColdStart.TotalMilliseconds);
        await Task.Delay(Idle);
        var idle = server.ResidentBytes;
        foreach (var operation in Operation.All.Where(o => o.Name is "client_credentials" or "refresh" or "code"))
        {
            await (await Load.PrepareAsync(server, operation, options.Workers)).RunAsync(options.Round);
        }

        Console.WriteLine(Table.Text($"| {name} | {starts.Order().ElementAt(Starts / 2):0} | {idle / Mebi} | {server.ResidentBytes / Mebi} |"));
    }
}
