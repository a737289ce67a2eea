using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Tracing;

/// <summary>Deletes old traces while new ones are written: no job is needed, and no statement takes long.</summary>
internal sealed class TraceRetention(TimeProvider clock, TraceOptions options)
{
    private const int BatchSize = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private long _next;

    // Several times what can be written between two rounds.
    private int MaxBatches => 2 + 4 * options.PerMinute / BatchSize;

    public async Task DeleteOldAsync(IdentityDb db, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var due = Interlocked.Read(ref _next);
        if (now.Ticks < due || Interlocked.CompareExchange(ref _next, (now + Pause).Ticks, due) != due) return;

        var oldest = now - options.Retention;
        for (var batch = 0; batch < MaxBatches; batch++)
        {
            var deleted = await db.RequestTraces.Where(t => t.At < oldest).OrderBy(t => t.At).Take(BatchSize).ExecuteDeleteAsync(ct);
            if (deleted < BatchSize) return;
        }
    }
}
