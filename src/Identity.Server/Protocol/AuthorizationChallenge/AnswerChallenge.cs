using Identity.Core.Configuration;
using Identity.Core.Sessions;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.AuthorizationChallenge;

/// <summary>Answers a valid call: with the next step, or with the session that the code is given in.</summary>
internal sealed class AnswerChallenge(Catalog catalog, ChallengeSteps steps) : IOpenIddictServerHandler<HandlePushedAuthorizationRequestContext>
{
    public async ValueTask HandleAsync(HandlePushedAuthorizationRequestContext context)
    {
        if (ChallengeCall.Of(context.Transaction) is not { } call) return;

        var ct = context.CancellationToken;
        var client = (await catalog.FindClientAsync(context.ClientId, ct))!;
        var hinted = context.IdentityTokenHintPrincipal is { } hint ? hint.GetClaim(OpenIddictConstants.Claims.Subject) ?? "" : null;
        switch (await steps.TakeAsync(new ChallengeStep(call, client, context.Request, hinted), ct))
        {
            case ChallengeResult.Done done:
                context.Transaction.SetProperty(nameof(Session), done.Session);
                context.Transaction.SetProperty(nameof(ChallengeResult), done);
                return;

            case ChallengeResult.Refused refused:
                context.Transaction.SetProperty(nameof(ChallengeResult), refused);
                context.Reject(refused.Error, refused.Description);
                return;
        }
    }
}
