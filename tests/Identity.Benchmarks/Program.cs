using Identity.Benchmarks;
using Identity.Benchmarks.Machine;
using Identity.Benchmarks.Measuring;
using Identity.Benchmarks.Operations;
using Identity.Benchmarks.Servers;

if (args.Contains("--help"))
{
    Console.WriteLine(BenchmarkOptions.Usage);
    return 0;
}

BenchmarkOptions options;
try
{
    options = BenchmarkOptions.Parse(args);
}
catch (FormatException problem)
{
    Console.Error.WriteLine($"{problem.Message}\n\n{BenchmarkOptions.Usage}");
    return 2;
}

Cores.Divide();
await using var database = await Database.StartAsync();
var plain = await PlainServer.PrepareAsync(database);
var ours = await OurServer.PrepareAsync(database);

var operations = Operation.All.Where(operation => options.Operations is null || options.Operations.Contains(operation.Name)).ToList();
if (operations.Count > 0)
{
    await using var plainServer = await MeasuredServer.StartAsync(plain, countAllocations: true);
    await using var ourServer = await MeasuredServer.StartAsync(ours, countAllocations: true);
    Table.Head();
    foreach (var operation in operations) Table.Print(await Comparison.MakeAsync(operation, plainServer, ourServer, database, options));
}

if (options.Resources) await Resources.PrintAsync(plain, ours, options);
if (options.Scale) await Scale.PrintAsync(ours, options);
if (options.Drain > 0) await Drain.PrintAsync(ours, options);
if (options.Mails > 0) await Mails.PrintAsync(ours, options);
return 0;
