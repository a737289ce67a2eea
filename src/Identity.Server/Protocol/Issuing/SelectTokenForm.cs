using Identity.Core.Configuration;
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
internal sealed class SelectTokenForm(Catalog catalog) : IOpenIddictServerHandler<GenerateTokenContext>
{
    public async ValueTask HandleAsync(GenerateTokenContext context)
    {
        switch (context.TokenType)
        {
            case TokenTypeIdentifiers.AccessToken:
                context.CreateTokenEntry = false;
                context.SigningCredentials = Find(context, await AlgorithmAsync(context.Principal.GetAudiences()));
                break;

            case TokenTypeIdentifiers.IdentityToken:
                context.CreateTokenEntry = false;
                context.SigningCredentials = Find(context, SecurityAlgorithms.RsaSha256);

                // Of use to nobody outside: an ID token is no key to its grant.
                context.Principal.RemoveClaims(Claims.Private.AuthorizationId);
                break;
        }
    }

    private async Task<string> AlgorithmAsync(IEnumerable<string> resources)
    {
        var known = await catalog.ResourcesAsync(CancellationToken.None);
        var wantsRsa = resources.Any(r => known.GetValueOrDefault(r)?.SigningAlg == SecurityAlgorithms.RsaSha256);
        return wantsRsa ? SecurityAlgorithms.RsaSha256 : SecurityAlgorithms.EcdsaSha256;
    }

    private static SigningCredentials Find(GenerateTokenContext context, string algorithm)
        => context.Options.SigningCredentials.First(c => c.Key is AsymmetricSecurityKey && c.Algorithm == algorithm);
}
