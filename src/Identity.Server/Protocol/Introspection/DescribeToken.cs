using System.Globalization;
using System.Text.Json;
using Identity.Core.Clients;
using Identity.Server.Protocol.TokenExchange;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Introspection;

/// <summary>What a caller learns about an active token: its scopes and the claims that an API decides by.</summary>
internal sealed class DescribeToken(IOpenIddictApplicationManager applications, Subjects subjects) : IOpenIddictServerHandler<HandleIntrospectionRequestContext>
{
    private static readonly string[] Lists = ["roles", "groups", "permissions"];

    public async ValueTask HandleAsync(HandleIntrospectionRequestContext context)
    {
        var token = context.GenericTokenPrincipal!;
        context.Scopes.UnionWith(token.GetScopes());

        if (token.GetClaim(Claims.AuthenticationContextReference) is { } acr) context.Claims[Claims.AuthenticationContextReference] = acr;
        if (long.TryParse(token.GetClaim(Claims.AuthenticationTime), out var time)) context.Claims[Claims.AuthenticationTime] = time;
        if (token.GetClaim(Actor.Act) is { } act) context.Claims[Actor.Act] = new OpenIddictParameter(JsonSerializer.Deserialize<JsonElement>(act));
        foreach (var name in Lists)
        {
            if (token.HasClaim(name)) context.Claims[name] = new OpenIddictParameter(JsonSerializer.SerializeToElement(token.GetClaims(name)));
        }

        // A refresh token is ours alone and names the account; its client knows the person as in its other tokens.
        if (token.HasTokenType(TokenTypeIdentifiers.RefreshToken)
            && await applications.FindByClientIdAsync(context.ClientId!, context.CancellationToken) is Client client
            && Guid.TryParse(context.Subject, CultureInfo.InvariantCulture, out var userId))
        {
            context.Subject = await subjects.ForAsync(client, userId, context.CancellationToken);
        }
    }
}
