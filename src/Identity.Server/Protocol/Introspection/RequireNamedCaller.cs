using Identity.Core.Configuration;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Introspection;

/// <summary>
/// Who may look into a token: the client that it was issued to, and the clients that its resource names. To anybody else
/// it is not active, and nothing tells that it exists (RFC 7662, section 2.2).
/// </summary>
internal sealed class RequireNamedCaller(Catalog catalog) : IOpenIddictServerHandler<ValidateIntrospectionRequestContext>
{
    public async ValueTask HandleAsync(ValidateIntrospectionRequestContext context)
    {
        var token = context.GenericTokenPrincipal!;
        var caller = context.ClientId!;
        if (token.HasPresenter(caller)) return;

        var resources = await catalog.ResourcesAsync(CancellationToken.None);
        if (token.HasTokenType(TokenTypeIdentifiers.AccessToken)
            && token.GetAudiences().Any(audience => resources.GetValueOrDefault(audience)?.IntrospectionClients.Contains(caller) == true))
        {
            return;
        }

        context.Reject(Errors.InvalidToken, "The token is not for this client.");
    }
}
