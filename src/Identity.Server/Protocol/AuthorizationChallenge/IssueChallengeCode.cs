using Identity.Core.Configuration;
using Identity.Core.Sessions;
using Identity.Server.Protocol.Grants;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.AuthorizationChallenge;

/// <summary>Answers with a code where OpenIddict would answer with the name of a pushed request.</summary>
internal sealed class IssueChallengeCode(Catalog catalog, GrantIssuer grants) : IOpenIddictServerHandler<ProcessSignInContext>
{
    public async ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (context.Transaction.GetProperty<Session>(nameof(Session)) is not { } session) return;

        var client = (await catalog.FindClientAsync(context.ClientId, context.CancellationToken))!;
        context.Principal = await grants.CreateAsync(client, session, context.Request, context.CancellationToken);
        context.Principal.SetPresenters(client.ClientId!);
        (context.GenerateRequestToken, context.IncludeRequestToken) = (false, false);
        (context.GenerateAuthorizationCode, context.IncludeAuthorizationCode) = (true, true);
    }
}

/// <summary>A code of a request without a redirect URI is not bound to the one that was put in its place.</summary>
internal sealed class ReleaseRedirectUri : IOpenIddictServerHandler<ProcessSignInContext>
{
    public ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (ChallengeCall.Of(context.Transaction) is { NamesRedirectUri: false }) context.AuthorizationCodePrincipal?.RemoveClaims(Claims.Private.RedirectUri);
        return ValueTask.CompletedTask;
    }
}
