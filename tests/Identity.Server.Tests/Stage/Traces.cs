using System.Text.Json;
using Identity.Core.Tracing;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Stage;

/// <summary>What an admin would find about a failed request.</summary>
public static class Traces
{
    public static Task<(string Kind, string Outcome, IReadOnlyList<TraceCheck> Checks)> TraceAsync(this TestServer server, string? reference)
        => FindAsync(server, traces => traces.Where(t => t.Reference == reference));

    /// <summary>The only trace about this app.</summary>
    public static Task<(string Kind, string Outcome, IReadOnlyList<TraceCheck> Checks)> TraceOfAsync(this TestServer server, App app)
        => FindAsync(server, traces => traces.Where(t => t.ClientId == app.ClientId && t.Kind != "signin"));

    private static async Task<(string Kind, string Outcome, IReadOnlyList<TraceCheck> Checks)> FindAsync(TestServer server, Func<IQueryable<RequestTrace>, IQueryable<RequestTrace>> which)
    {
        ArgumentNullException.ThrowIfNull(server);
        var trace = await server.InDatabaseAsync(db => which(db.RequestTraces).SingleAsync());
        return (trace.Kind, trace.Outcome, JsonSerializer.Deserialize<List<TraceCheck>>(trace.Checks, JsonSerializerOptions.Web)!);
    }
}
