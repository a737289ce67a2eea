using Identity.Benchmarks.Operations;
using Identity.Benchmarks.Servers;

namespace Identity.Benchmarks.Measuring;

/// <summary>One operation on both servers, in turns.</summary>
internal sealed record Comparison(Operation Operation, Sample Plain, Sample Ours, double PlainStatements, double OurStatements)
{
    private const int Counted = 200;

    /// <summary>How many times the plain server's time ours is worth.</summary>
    public double Ratio => Plain.Processor / Ours.Processor;

    public static async Task<Comparison> MakeAsync(Operation operation, MeasuredServer plain, MeasuredServer ours, Machine.Database database, BenchmarkOptions options)
    {
        var loads = (Plain: await Load.PrepareAsync(plain, operation, options.Workers), Ours: await Load.PrepareAsync(ours, operation, options.Workers));
        await loads.Plain.WarmUpAsync();
        await loads.Ours.WarmUpAsync();

        var plainStatements = await CountAsync(loads.Plain, plain, database);
        if (operation.PlainStatements > 0 && Math.Round(plainStatements) != operation.PlainStatements)
        {
            throw new InvalidOperationException($"{operation.Name}: the plain server ran {plainStatements:0.0} statements and not {operation.PlainStatements}. It is not set up as documented.");
        }

        var ourStatements = await CountAsync(loads.Ours, ours, database);
        List<Sample> plainRounds = [], ourRounds = [];
        for (var i = 0; i < options.Rounds; i++)
        {
            plainRounds.Add(await loads.Plain.RunAsync(options.Round));
            ourRounds.Add(await loads.Ours.RunAsync(options.Round));
        }

        return new Comparison(operation, Sample.Middle(plainRounds), Sample.Middle(ourRounds), plainStatements, ourStatements);
    }

    private static async Task<double> CountAsync(Load load, MeasuredServer server, Machine.Database database)
    {
        var before = await database.StatementsAsync(server.Kind.Database);
        await load.RepeatAsync(Counted);
        return (double)(await database.StatementsAsync(server.Kind.Database) - before) / Counted;
    }
}
