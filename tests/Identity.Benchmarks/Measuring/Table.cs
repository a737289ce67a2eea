using System.Globalization;
using Identity.Benchmarks.Servers;

namespace Identity.Benchmarks.Measuring;

/// <summary>Prints what was measured, as Markdown: it goes into docs/performance.md as it is.</summary>
internal static class Table
{
    public static void Head()
    {
        Console.WriteLine("| Operation | Server | CPU, µs | Goal | Reached | Statements | Allocated, KiB | Per second | p50, ms | p99, ms |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
    }

    public static void Print(Comparison row)
    {
        Print(row.Operation.Name, PlainServer.Name, row.Plain, "", "", row.PlainStatements);
        Print("", OurServer.Name, row.Ours, Text($"{row.Operation.Goal:0.#}×"), Text($"{row.Ratio:0.0}×"), row.OurStatements);
    }

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Print(string operation, string server, Sample sample, string goal, string reached, double statements)
        => Console.WriteLine(Text($"| {operation} | {server} | {sample.Processor:0} | {goal} | {reached} | {statements:0.0} | {sample.Allocated / 1024:0.0} | {sample.PerSecond:0} | {sample.Median:0.0} | {sample.Slowest:0.0} |"));
}
