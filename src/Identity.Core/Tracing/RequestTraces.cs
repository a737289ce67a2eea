using System.Security.Cryptography;
using System.Text.Json;
using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Identity.Core.Tracing;

/// <summary>Keeps what was checked of failed requests and of sign-ins, for a few days and within bounds.</summary>
public sealed class RequestTraces(IServiceScopeFactory scopes, IOptions<TraceOptions> options, TimeProvider clock, ILogger<RequestTraces> logger)
{
    // No vowels (words), and nothing that looks like something else when written by hand.
    private const string Alphabet = "34679CDFGHJKLMNPQRTVWXY";
    private const int ReferenceLength = 8;
    private const int MaxChecks = 50;
    private const int DropsBetweenWarnings = 1000;

    private readonly TraceBudget _budget = new(clock, options.Value);
    private long _dropped;

    /// <summary>How many traces were not written since the start because there were too many in a minute.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>
    /// Writes a trace in a unit of work of its own. Beyond the bounds, and when the database fails, it writes none:
    /// a trace must never be the reason why a request fails.
    /// </summary>
    /// <param name="kind">Such as <c>authorization</c>.</param>
    /// <param name="outcome"><c>succeeded</c>, or the error code of the answer.</param>
    /// <param name="clientId">The id of a registered client; null when it is not known, so that its network is counted instead.</param>
    /// <param name="userId">The account, when it is known.</param>
    /// <param name="ip">Where the request came from.</param>
    /// <param name="checks">What was checked, in order; no secrets.</param>
    /// <param name="ct">Ends the write, not the request.</param>
    /// <returns>The reference that a page may show.</returns>
    public async Task<string> AddAsync(
        string kind, string outcome, string? clientId, Guid? userId, string? ip, IReadOnlyList<TraceCheck> checks, CancellationToken ct)
    {
        var reference = RandomNumberGenerator.GetString(Alphabet, ReferenceLength);
        if (!_budget.Take(clientId, ip))
        {
            CountDrop();
            return reference;
        }

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
            db.RequestTraces.Add(new RequestTrace
            {
                Reference = reference,
                At = clock.GetUtcNow().UtcDateTime,
                Kind = TraceText.Clean(kind, Lengths.Code)!,
                Outcome = TraceText.Clean(outcome, RequestTrace.OutcomeLength)!,
                ClientId = TraceText.Clean(clientId, Lengths.ClientId),
                UserId = userId,
                IpAddress = TraceText.Clean(ip, Lengths.IpAddress),
                Checks = JsonSerializer.Serialize(checks.Take(MaxChecks).Select(Clean), JsonSerializerOptions.Web),
            });
            await db.SaveChangesAsync(ct);
        }
        catch (Exception failure)
        {
            logger.TraceNotWritten(failure, reference);
        }

        return reference;
    }

    /// <summary>Looks a trace up as a person types it: case and surrounding space don't matter.</summary>
    public async Task<RequestTrace?> FindAsync(string reference, CancellationToken ct)
    {
        var key = reference.Trim().ToUpperInvariant();
        var oldest = clock.GetUtcNow().UtcDateTime - options.Value.Retention;
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IdentityDb>().RequestTraces.AsNoTracking()
            .Where(t => t.Reference == key && t.At >= oldest)
            .OrderByDescending(t => t.At)
            .FirstOrDefaultAsync(ct);
    }

    private TraceCheck Clean(TraceCheck check)
    {
        var max = options.Value.MaxValueLength;
        return new(TraceText.Clean(check.Name, max)!, check.Passed, TraceText.Clean(check.Expected, max), TraceText.Clean(check.Received, max));
    }

    private void CountDrop()
    {
        var dropped = Interlocked.Increment(ref _dropped);
        if (dropped % DropsBetweenWarnings == 1) logger.TracesDropped(dropped);
    }
}
