using Identity.Core.Clients;
using Identity.Core.Data;
using Identity.Core.Keys;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Issuing;

/// <summary>
/// Chooses the key that signs a token, and which tokens have a row. A JWT access token and an ID token have none: they
/// name their grant, which is checked wherever they come back to us.
/// </summary>
internal sealed class SelectTokenForm(IdentityDb db, IOpenIddictApplicationManager applications) : IOpenIddictServerHandler<GenerateTokenContext>
{
    public async ValueTask HandleAsync(GenerateTokenContext context)
    {
        switch (context.TokenType)
        {
            case TokenTypeIdentifiers.AccessToken:
                context.CreateTokenEntry = false;
                context.SigningCredentials = SigningKeys.For(context.Options, await AlgorithmAsync(context.Principal.GetAudiences()));
                break;

            case TokenTypeIdentifiers.IdentityToken:
                context.CreateTokenEntry = false;
                context.SigningCredentials = SigningKeys.For(context.Options, await IdTokenAlgorithmAsync(context.Transaction.Request?.ClientId));

                // Of use to nobody outside: an ID token is no key to its grant.
                context.Principal.RemoveClaims(Claims.Private.AuthorizationId);
                break;
        }
    }

    private async Task<string> AlgorithmAsync(IEnumerable<string> resources)
    {
        List<string> identifiers = [.. resources];
        var wantsRsa = await db.Resources.AnyAsync(r => identifiers.Contains(r.Identifier) && r.SigningAlg == SecurityAlgorithms.RsaSha256);
        return wantsRsa ? SecurityAlgorithms.RsaSha256 : SecurityAlgorithms.EcdsaSha256;
    }

    private async Task<string> IdTokenAlgorithmAsync(string? clientId)
        => clientId is not null && await applications.FindByClientIdAsync(clientId) is Client client ? client.IdTokenSignedResponseAlg : SignatureAlgorithms.RsaSha256;
}
