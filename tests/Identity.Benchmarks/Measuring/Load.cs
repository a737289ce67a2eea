using System.Diagnostics;
using Identity.Benchmarks.Operations;
using Identity.Benchmarks.Servers;

namespace Identity.Benchmarks.Measuring;

/// <summary>Workers that do one operation on one server, each the next time as soon as it is answered.</summary>
internal sealed class Load
{
    // A few methods are compiled again now and then for as long as a process lives.
    private const int FewMethods = 10;
    private static readonly TimeSpan WarmUpStep = TimeSpan.FromSeconds(3);

    private readonly MeasuredServer _server;
    private readonly Func<Task>[] _workers;

    private Load(MeasuredServer server, Func<Task>[] workers) => (_server, _workers) = (server, workers);

    public static async Task<Load> PrepareAsync(MeasuredServer server, Operation operation, int workers)
    {
        var prepared = new Func<Task>[workers];
        for (var i = 0; i < workers; i++) prepared[i] = await operation.PrepareAsync(server, i);
        return new Load(server, prepared);
    }

    /// <summary>Until two rounds in a row cost the same, within 5 %, and nothing much was compiled meanwhile, or a minute has gone by.</summary>
    public async Task WarmUpAsync()
    {
        var last = double.MaxValue;
        for (var i = 0; i < 20; i++)
        {
            var compiled = _server.CompiledMethods;
            var cost = (await RunAsync(WarmUpStep)).Processor;
            if (Math.Abs(cost - last) < 0.05 * last && _server.CompiledMethods - compiled <= FewMethods) return;
            last = cost;
        }
    }

    public async Task<Sample> RunAsync(TimeSpan time)
    {
        var (processor, allocated, watch) = (_server.ProcessorTime, _server.AllocatedBytes, Stopwatch.StartNew());
        var latencies = await Task.WhenAll(_workers.Select(step => Task.Run(() => RepeatAsync(step, watch, time))));
        var elapsed = watch.Elapsed;
        var all = latencies.SelectMany(l => l).Order().ToArray();
        return new Sample(
            Processor: (_server.ProcessorTime - processor).TotalMicroseconds / all.Length,
            Allocated: (double)(_server.AllocatedBytes - allocated) / all.Length,
            PerSecond: all.Length / elapsed.TotalSeconds,
            Median: all[all.Length / 2].TotalMilliseconds,
            Slowest: all[(int)(all.Length * 0.99)].TotalMilliseconds);
    }

    /// <summary>So many times, one after the other.</summary>
    public async Task RepeatAsync(int times)
    {
        for (var i = 0; i < times; i++) await _workers[i % _workers.Length]();
    }

    private static async Task<List<TimeSpan>> RepeatAsync(Func<Task> step, Stopwatch watch, TimeSpan time)
    {
        List<TimeSpan> latencies = [];
        while (watch.Elapsed < time)
        {
            var start = Stopwatch.GetTimestamp();
            await step();
            latencies.Add(Stopwatch.GetElapsedTime(start));
        }

        return latencies;
    }
}
