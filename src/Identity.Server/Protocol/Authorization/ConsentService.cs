using Identity.Core.Configuration;
using Identity.Core.Data;
using Identity.Core.Users;
using Identity.Server.Flows;
using Identity.Server.Protocol.Grants;
using Identity.Server.Sessions;
using OpenIddict.Abstractions;

namespace Identity.Server.Protocol.Authorization;

/// <summary>What the consent page shows and does.</summary>
internal sealed class ConsentService(IdentityDb db, Catalog catalog, BrowserSessions browsers, Consents consents, TimeProvider clock)
{
    /// <summary>What is asked of whom; null when the account of the flow is no longer signed in.</summary>
    public async Task<ConsentView?> DescribeAsync(FlowStep step, CancellationToken ct)
    {
        if (step.Client is not { } client || await UserAsync(step, ct) is not { } user) return null;

        var asked = Consents.Asked(Flows.Flows.Request(step.Flow).GetScopes()).ToList();
        var before = await consents.FindAsync(user.Id, client.Id, ct);
        var texts = await catalog.ScopesAsync(ct);

        return new ConsentView(
            user,
            new Uri(step.Flow.RedirectUri!).Host is { Length: > 0 } host ? host : new Uri(step.Flow.RedirectUri!).Scheme,
            [.. asked.Select(name => new ConsentScope(
                name, texts.GetValueOrDefault(name)?.DisplayName ?? name, texts.GetValueOrDefault(name)?.Description,
                texts.GetValueOrDefault(name)?.BuiltIn ?? false, IsNew: before is not null && !before.Scopes.Contains(name)))]);
    }

    /// <summary>Records the answer; what was allowed is remembered.</summary>
    public async Task DecideAsync(FlowStep step, bool allowed, CancellationToken ct)
    {
        if (step.Client is not { } client || await UserAsync(step, ct) is not { } user) return;

        step.Flow.DecidedAt = clock.GetUtcNow().UtcDateTime;
        step.Flow.Allowed = allowed;
        if (allowed) await consents.AddAsync(user.Id, client.Id, Flows.Flows.Request(step.Flow).GetScopes(), ct);
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

/// <summary>One thing that is asked for.</summary>
public sealed record ConsentScope(string Name, string DisplayName, string? Description, bool BuiltIn, bool IsNew);
