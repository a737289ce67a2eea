using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.TokenExchange;

/// <summary>Our access tokens are JWTs: a client may call them either way (RFC 8693, section 3).</summary>
internal sealed class ReadTokenTypes : IOpenIddictServerHandler<ExtractTokenRequestContext>
{
    private const string Jwt = "urn:ietf:params:oauth:token-type:jwt";

    public ValueTask HandleAsync(ExtractTokenRequestContext context)
    {
        if (context.Request?.IsTokenExchangeGrantType() != true) return ValueTask.CompletedTask;

        if (context.Request.SubjectTokenType == Jwt) context.Request.SubjectTokenType = TokenTypeIdentifiers.AccessToken;
        if (context.Request.ActorTokenType == Jwt) context.Request.ActorTokenType = TokenTypeIdentifiers.AccessToken;
        return ValueTask.CompletedTask;
    }
}
