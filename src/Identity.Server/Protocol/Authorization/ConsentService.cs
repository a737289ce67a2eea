using Identity.Core.Data;
using Identity.Core.Users;
using Identity.Server.Flows;
using Identity.Server.Protocol.ClaimsRequest;
using Identity.Server.Protocol.Grants;
using Identity.Server.Sessions;

namespace Identity.Server.Protocol.Authorization;

/// <summary>What the consent page shows and does.</summary>
internal sealed class ConsentService(IdentityDb db, BrowserSessions browsers, Consents consents, AskedScopes scopes, ConsentScopes texts, TimeProvider clock)
{
    /// <summary>What is asked of whom; null when the account of the flow is no longer signed in.</summary>
    public async Task<ConsentView?> DescribeAsync(FlowStep step, CancellationToken ct)
    {
        if (step.Client is not { } client || await UserAsync(step, ct) is not { } user) return null;

        return new ConsentView(
            user,
            new Uri(step.Flow.RedirectUri!).Host is { Length: > 0 } host ? host : new Uri(step.Flow.RedirectUri!).Scheme,
            await texts.ListAsync(user.Id, client.Id, (await scopes.OfAsync(Flows.Flows.Request(step.Flow), client, ct)).Scopes, ct));
    }

    /// <summary>Records the answer; what was allowed is remembered.</summary>
    public async Task DecideAsync(FlowStep step, bool allowed, CancellationToken ct)
    {
        if (step.Client is not { } client || await UserAsync(step, ct) is not { } user) return;

        step.Flow.DecidedAt = clock.GetUtcNow().UtcDateTime;
        step.Flow.Allowed = allowed;
        if (allowed) await consents.AddAsync(user.Id, client.Id, (await scopes.OfAsync(Flows.Flows.Request(step.Flow), client, ct)).Scopes, ct);
        await db.SaveChangesAsync(ct);
    }

    private async Task<User?> UserAsync(FlowStep step, CancellationToken ct)
        => (await browsers.AliveAsync(ct)).FirstOrDefault(s => s.Id == step.Flow.SessionId)?.User;
}

/// <summary>What the consent page shows.</summary>
/// <param name="User">The account that it is about.</param>
/// <param name="RedirectHost">Where the answer goes: the one thing about a stranger that is known to be true.</param>
/// <param name="Scopes">What is asked for.</param>
public sealed record ConsentView(User User, string RedirectHost, IReadOnlyList<ConsentScope> Scopes);
