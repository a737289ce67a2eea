using Identity.Core.Clients;
using Identity.Core.Configuration;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.AuthorizationChallenge;

/// <summary>
/// Only the operator's own apps, and of these only those that were told so, may ask people for a password; and each has
/// to bind its code to itself, since no browser stands between the code and the app.
/// </summary>
internal sealed class RequireOwnApp(Catalog catalog) : IOpenIddictServerHandler<ValidatePushedAuthorizationRequestContext>
{
    public async ValueTask HandleAsync(ValidatePushedAuthorizationRequestContext context)
    {
        if (ChallengeCall.Of(context.Transaction) is null) return;

        if (await catalog.FindClientAsync(context.ClientId, context.CancellationToken) is not { } client || !ClientColumns.MaySignInItself(client))
        {
            context.Reject(Errors.UnauthorizedClient, "The application may not sign people in on its own screens. Send them to /connect/authorize, or add 'authorization_challenge' to its registration.");
        }
        else if (context.Request.CodeChallenge is not { Length: > 0 })
        {
            context.Reject(Errors.InvalidRequest, "The application has to use PKCE: send 'code_challenge' and 'code_challenge_method=S256'.");
        }
    }
}
