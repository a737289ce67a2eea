using System.Globalization;
using System.Text.Json;
using Identity.Core.Clients;
using Identity.Core.Configuration;
using Identity.Server.Protocol.ClaimsRequest;
using Identity.Server.Protocol.Grants;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Token;

/// <summary>Exchanges a code or a refresh token that <see cref="CheckGrant"/> found good.</summary>
internal sealed class AnswerTokenRequest(Catalog catalog, TokenClaims claims, IdTokenClaims singleClaims, IOptions<TokenOptions> options, TimeProvider clock)
    : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public async ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        if (!context.Request.IsAuthorizationCodeGrantType() && !context.Request.IsRefreshTokenGrantType()) return;

        var grantId = Guid.Parse(context.Principal!.GetAuthorizationId()!, CultureInfo.InvariantCulture);
        var (grant, clientId, given) = CheckedGrant.Of(context.Transaction, grantId)!;
        var session = given!;
        var client = await catalog.FindClientAsync(clientId, context.CancellationToken);

        // Of a sign-in later in the same session this grant knows nothing: it says what was true when it was given.
        var proof = context.Principal!;
        session.AuthenticatedAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(proof.GetClaim(Claims.AuthenticationTime)!, CultureInfo.InvariantCulture)).UtcDateTime;
        session.Acr = proof.GetClaim(Claims.AuthenticationContextReference)!;
        session.Amr = [.. proof.GetClaims(Claims.AuthenticationMethodReference)];

        var principal = await claims.CreateAsync(session, grant, proof.GetScopes(), context.CancellationToken);
        await singleClaims.AddAsync(principal, grant, context.CancellationToken);

        var left = grant.CreationDate!.Value + AbsoluteLifetime(client?.Settings) - clock.GetUtcNow().UtcDateTime;
        if (left <= TimeSpan.Zero)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidGrant, "The sign-in is too old to be refreshed. The person has to sign in again.");
            return;
        }

        if (left < IdleLifetime(client?.Settings)) principal.SetRefreshTokenLifetime(left);
        context.SignIn(principal);
    }

    private TimeSpan IdleLifetime(string? settings) => Read(settings, OpenIddictConstants.Settings.TokenLifetimes.RefreshToken) ?? options.Value.RefreshTokenIdleLifetime;

    private TimeSpan AbsoluteLifetime(string? settings) => Read(settings, ClientColumns.RefreshTokenAbsoluteLifetime) ?? options.Value.RefreshTokenAbsoluteLifetime;

    private static TimeSpan? Read(string? settings, string name)
        => settings is { Length: > 0 }
        && JsonSerializer.Deserialize<Dictionary<string, string>>(settings)!.TryGetValue(name, out var value)
        && TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var lifetime) ? lifetime : null;
}
