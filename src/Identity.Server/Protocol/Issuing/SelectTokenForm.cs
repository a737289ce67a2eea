using System.Globalization;
using Identity.Core.Clients;
using Identity.Core.Configuration;
using Identity.Core.Keys;
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
internal sealed class SelectTokenForm(Catalog catalog, Subjects subjects, IssuingMetrics metrics) : IOpenIddictServerHandler<GenerateTokenContext>
{
    public async ValueTask HandleAsync(GenerateTokenContext context)
    {
        metrics.Count(context.TokenType, context.Request?.GrantType);
        if (context.TokenType is not (TokenTypeIdentifiers.AccessToken or TokenTypeIdentifiers.IdentityToken))
        {
            // Otherwise the first in OpenIddict's list, which may be announced or retired.
            (context.SigningCredentials, context.EncryptionCredentials) = (SigningKeys.Seal(context.Options), SigningKeys.Encryption(context.Options));
            return;
        }

        var client = await catalog.FindClientAsync(context.Transaction.Request?.ClientId, context.CancellationToken);
        await NameSubjectAsync(context, client);
        switch (context.TokenType)
        {
            case TokenTypeIdentifiers.AccessToken:
                context.CreateTokenEntry = false;
                context.SigningCredentials = SigningKeys.For(context.Options, await AlgorithmAsync(context.Principal.GetAudiences()));
                break;

            case TokenTypeIdentifiers.IdentityToken:
                context.CreateTokenEntry = false;
                context.SigningCredentials = SigningKeys.For(context.Options, client?.IdTokenSignedResponseAlg ?? SignatureAlgorithms.RsaSha256);

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

    // A client can read its tokens: a subject or a session in them that is not its own would tell what the other hides. A token
    // without a grant is a service's own, about the service.
    private async Task NameSubjectAsync(GenerateTokenContext context, Client? client)
    {
        if (client is not { SubjectType: Identity.Core.Clients.SubjectTypes.Pairwise } || context.Principal.GetAuthorizationId() is null) return;

        var userId = Guid.Parse(context.Principal.GetClaim(Claims.Subject)!, CultureInfo.InvariantCulture);
        context.Principal.SetClaim(Claims.Subject, await subjects.ForAsync(client, userId, context.CancellationToken));
        if (context.Principal.GetClaim("sid") is { } sid) context.Principal.SetClaim("sid", await subjects.SessionForAsync(client, sid, context.CancellationToken));
    }
}
