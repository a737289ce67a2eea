using System.Globalization;
using Identity.Core.Configuration;
using Identity.Core.Resources;
using Identity.Core.Scopes;
using Identity.Server.Protocol.Grants;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.AccountApi.Access;

/// <summary>Says whose account an access token opens. It goes the way of a token at the userinfo endpoint, with the same one read.</summary>
internal sealed class AccessTokens(IOpenIddictServerFactory factory, IOpenIddictServerDispatcher dispatcher, Catalog catalog)
{
    public async Task<TokenCheck> CheckAsync(string token, CancellationToken ct)
    {
        var transaction = await factory.CreateTransactionAsync();
        transaction.CancellationToken = ct;
        transaction.EndpointType = OpenIddictServerEndpointType.UserInfo;
        var context = new ValidateTokenContext(transaction) { Token = token, ValidTokenTypes = { TokenTypeIdentifiers.AccessToken } };
        await dispatcher.DispatchAsync(context);
        if (context.IsRejected || context.Principal is not { } principal) return TokenCheck.Invalid(context.ErrorDescription ?? "The access token is not valid.");

        if (!principal.HasAudience(BuiltInResources.Account)) return TokenCheck.Invalid($"The access token is not for '{BuiltInResources.Account}'.");
        if (!principal.HasScope(BuiltInScopes.Account)) return TokenCheck.Narrow($"The access token lacks the '{BuiltInScopes.Account}' scope.");

        // A service's own token is about no person.
        if (!Guid.TryParse(principal.GetAuthorizationId(), CultureInfo.InvariantCulture, out var grantId) || CheckedGrant.Of(transaction, grantId) is not { User: { } user } grant)
        {
            return TokenCheck.Invalid("The access token is about no person.");
        }

        // Not always the client of the grant: a token may have been exchanged, and that must not be a way in either.
        var client = await catalog.FindClientAsync(principal.GetPresenters().FirstOrDefault(), ct);
        var grantedTo = await catalog.FindClientAsync(grant.ClientId, ct);
        if (client is not { FirstParty: true } || grantedTo is not { FirstParty: true }) return new TokenCheck.Foreign();

        return new TokenCheck.Good(new Caller(user, grant.Session?.Id, client, AuthenticatedAt(principal.GetClaim(Claims.AuthenticationTime))));
    }

    private static DateTimeOffset AuthenticatedAt(string? claim)
        => long.TryParse(claim, CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.MinValue;
}

/// <summary>What became of an access token.</summary>
internal abstract record TokenCheck
{
    private TokenCheck() { }

    public static TokenCheck Invalid(string why) => new Refused(Errors.InvalidToken, why);

    public static TokenCheck Narrow(string why) => new Refused(Errors.InsufficientScope, why);

    public sealed record Good(Caller Caller) : TokenCheck;

    /// <param name="Error">The code of RFC 6750, section 3.1.</param>
    /// <param name="Why">For the developer of the app.</param>
    public sealed record Refused(string Error, string Why) : TokenCheck;

    /// <summary>The app is not the operator's own.</summary>
    public sealed record Foreign : TokenCheck;
}
