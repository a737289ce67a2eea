using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Introspection;

/// <summary>
/// Who may look into a token: the client that it was issued to, and the clients that its resource names. To anybody else
/// it is not active, and nothing tells that it exists (RFC 7662, section 2.2).
/// </summary>
internal sealed class RequireNamedCaller(IdentityDb db) : IOpenIddictServerHandler<ValidateIntrospectionRequestContext>
{
    public async ValueTask HandleAsync(ValidateIntrospectionRequestContext context)
    {
        var token = context.GenericTokenPrincipal!;
        var caller = context.ClientId!;
        if (token.HasPresenter(caller)) return;

        var audiences = token.GetAudiences().ToList();
        if (token.HasTokenType(TokenTypeIdentifiers.AccessToken)
            && await db.Resources.AnyAsync(r => audiences.Contains(r.Identifier) && r.IntrospectionClients.Contains(caller)))
        {
            return;
        }

        context.Reject(Errors.InvalidToken, "The token is not for this client.");
    }
}
