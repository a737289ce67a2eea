using System.Text.Json;
using Identity.Core.Data;
using Identity.Core.Flows;
using Identity.Server.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Server.Protocol.AuthorizationChallenge;

/// <summary>What an app has begun and not finished: its request, under a name that the database knows the hash of.</summary>
internal sealed class AuthSessions(IdentityDb db, IOptions<ChallengeOptions> options, TimeProvider clock)
{
    // What proves who the application is comes with each call, and has no business in a table.
    private static readonly string[] Credentials = [Parameters.ClientSecret, Parameters.ClientAssertion, Parameters.ClientAssertionType];

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Keeps a validated request under this handle, saved at once.</summary>
    public async Task StartAsync(string handle, ChallengeStep step, CancellationToken ct)
    {
        var (request, now) = (step.Request, Now);
        db.Flows.Add(new Flow
        {
            HandleHash = Handle.Hash(handle),
            Kind = FlowKind.Challenge,
            ClientId = step.Client.Id,
            Parameters = JsonSerializer.Serialize(Kept(request)),
            RedirectUri = step.Call.NamesRedirectUri ? request.RedirectUri : null,
            CreatedAt = now,
            ExpiresAt = now + options.Value.SessionLifetime,
        });
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Null when there is none of that name, or it is over.</summary>
    public async Task<Flow?> FindAsync(string handle, CancellationToken ct)
    {
        var (hash, now) = (Handle.Hash(handle), Now);
        return await db.Flows.AsNoTracking().SingleOrDefaultAsync(f => f.HandleHash == hash && f.Kind == FlowKind.Challenge && f.CompletedAt == null && f.ExpiresAt > now, ct);
    }

    /// <summary>Goes on under another name, or begins under it; false when another request was quicker.</summary>
    public async Task<bool> TryMoveAsync(ChallengeStep step, string handle, CancellationToken ct)
    {
        if (step.Call.Flow is not { } flow)
        {
            await StartAsync(handle, step, ct);
            return true;
        }

        var hash = Handle.Hash(handle);
        return await db.Flows
            .Where(f => f.Id == flow.Id && f.HandleHash == flow.HandleHash && f.CompletedAt == null)
            .ExecuteUpdateAsync(update => update.SetProperty(f => f.HandleHash, hash), ct) == 1;
    }

    /// <summary>Uses it up; false when another request was quicker.</summary>
    public async Task<bool> TryCompleteAsync(Flow flow, CancellationToken ct)
    {
        var now = Now;
        return await db.Flows
            .Where(f => f.Id == flow.Id && f.HandleHash == flow.HandleHash && f.CompletedAt == null)
            .ExecuteUpdateAsync(update => update.SetProperty(f => f.CompletedAt, now), ct) == 1;
    }

    /// <summary>The request that was kept, with the credentials that came with this call.</summary>
    public static OpenIddictRequest Request(Flow flow, OpenIddictRequest call)
    {
        var kept = Flows.Flows.Request(flow);
        foreach (var name in Credentials)
        {
            if (call.GetParameter(name) is { } credential) kept.SetParameter(name, credential);
        }

        return kept;
    }

    /// <summary>The request without what proves who sent it.</summary>
    public static OpenIddictRequest Kept(OpenIddictRequest request) => new(request.GetParameters().Where(parameter => !Credentials.Contains(parameter.Key)));
}
