using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;
using Identity.Core.Audit;
using Identity.Core.Clients;
using Identity.Core.Configuration;
using Identity.Core.Data;
using Identity.Server.Protocol.Grants;
using Microsoft.AspNetCore;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.TokenExchange;

/// <summary>
/// Gives a token that can do no more than the one presented. It names the same grant: whatever ends that, ends both.
/// </summary>
internal sealed class ExchangeToken(IdentityDb db, Catalog catalog, TokenClaims claims, TokenAudience audience, AuditLog audit) : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public async ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        if (!context.Request.IsTokenExchangeGrantType()) return;

        var subject = context.SubjectTokenPrincipal!;
        var asked = context.Request.GetScopes();
        if (asked.FirstOrDefault(scope => !subject.HasScope(scope)) is { } wider)
        {
            context.Reject(Errors.InvalidScope, $"The 'subject_token' does not have the scope '{wider}'.");
            return;
        }

        var ct = context.CancellationToken;
        var client = (await catalog.FindClientAsync(context.ClientId, ct))!;
        var scopes = asked.IsEmpty ? Permitted(subject.GetScopes(), client) : Without(asked);
        var principal = await DescribeAsync(subject, scopes, ct);
        var allowed = principal.GetResources();
        var wanted = context.Request.GetResources().Union(context.Request.GetAudiences()).ToImmutableArray();
        if (wanted.FirstOrDefault(target => !allowed.Contains(target)) is { } foreign)
        {
            context.Reject(Errors.InvalidTarget, $"None of the scopes leads to '{foreign}'. They lead to: {string.Join(", ", allowed)}.");
            return;
        }

        var resources = wanted.IsEmpty ? allowed : wanted;
        scopes = await audience.ScopesForAsync(scopes, resources, ct);
        principal.SetScopes(scopes);
        principal.SetResources(resources);
        ((ClaimsIdentity)principal.Identity!).AddClaim(Actor.Claim(subject, context.ActorTokenPrincipal, client.ClientId!));

        audit.Add(
            AuditKinds.TokenExchanged, ("client", client.Id),
            new AuditActor(principal.GetClaim(Claims.Subject), context.Transaction.GetHttpRequest()!.HttpContext.Connection.RemoteIpAddress?.ToString(), client.ClientId),
            new { from = subject.GetPresenters(), scopes, audiences = resources });
        await db.SaveChangesAsync(ct);

        // RFC 8693, section 2.2.1: what was given may differ from what was asked for.
        context.Parameters[Parameters.Scope] = string.Join(' ', scopes);
        context.SignIn(principal);
    }

    // A service's own token is about no person, and has no grant.
    private async Task<ClaimsPrincipal> DescribeAsync(ClaimsPrincipal subject, ImmutableArray<string> scopes, CancellationToken ct)
    {
        if (!Guid.TryParse(subject.GetAuthorizationId(), CultureInfo.InvariantCulture, out var grantId))
        {
            var service = new ClaimsPrincipal(new ClaimsIdentity("OpenIddict"));
            service.SetClaim(Claims.Subject, subject.GetClaim(Claims.Subject));
            service.SetResources(await audience.OfAsync(scopes, ct));
            return service;
        }

        var grant = await db.Grants.AsNoTracking().SingleAsync(g => g.Id == grantId, ct);
        var session = await db.Sessions.AsNoTracking().SingleAsync(s => s.Id == grant.SessionId, ct);
        session.AuthenticatedAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(subject.GetClaim(Claims.AuthenticationTime)!, CultureInfo.InvariantCulture)).UtcDateTime;
        session.Acr = subject.GetClaim(Claims.AuthenticationContextReference)!;

        // What the grant was narrowed to is not to be had by an exchange.
        var person = await claims.CreateAsync(session, grant, scopes, ct);
        if (person.GetResources().IsEmpty) person.SetResources(audience.Issuer);
        return person;
    }

    private static ImmutableArray<string> Permitted(ImmutableArray<string> held, Client client)
    {
        var registered = ClientColumns.Read(client).Scopes;
        return Without([.. held.Where(registered.Contains)]);
    }

    // There is no refresh token: who needs the access for longer has the person's token to present again.
    private static ImmutableArray<string> Without(ImmutableArray<string> scopes) => scopes.Remove(Scopes.OfflineAccess);
}
