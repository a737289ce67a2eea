using System.Text.Json;
using Identity.Server.Protocol.TokenExchange;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Introspection;

/// <summary>What a caller learns about an active token: its scopes and the claims that an API decides by.</summary>
internal sealed class DescribeToken : IOpenIddictServerHandler<HandleIntrospectionRequestContext>
{
    private static readonly string[] Lists = ["roles", "groups", "permissions"];

    public ValueTask HandleAsync(HandleIntrospectionRequestContext context)
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

        return ValueTask.CompletedTask;
    }
}
