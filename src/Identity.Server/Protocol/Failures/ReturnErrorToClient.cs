using Identity.Hosting.Headers;
using Microsoft.AspNetCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Failures;

/// <summary>
/// An application whose address is known to be its own is told what was wrong with its request (RFC 6749, section
/// 4.1.2.1); OpenIddict would show every such error to the person.
/// </summary>
/// <remarks>A request that lacks the PKCE it needs is not trusted so far: its error stays on our page.</remarks>
internal sealed class ReturnErrorToClient(IOpenIddictApplicationManager clients) : IOpenIddictServerHandler<ApplyAuthorizationResponseContext>
{
    public async ValueTask HandleAsync(ApplyAuthorizationResponseContext context)
    {
        if (context.Response.Error is null or OpenIddictConstants.Errors.InvalidClient || context.RedirectUri is not null) return;
        if (context.Request is not { ClientId: { Length: > 0 } clientId, RedirectUri: { Length: > 0 } redirectUri } request) return;
        if (context.Transaction.GetHttpRequest()!.HttpContext.Features.Get<FlowProblem>() is not null) return;
        var client = await clients.FindByClientIdAsync(clientId);
        if (client is null || !await clients.ValidateRedirectUriAsync(client, redirectUri)) return;
        if (request.CodeChallenge is null or { Length: 0 } && await clients.HasRequirementAsync(client, Requirements.Features.ProofKeyForCodeExchange)) return;

        context.Transaction.GetHttpRequest()!.HttpContext.EnterAuthorizationRequest(clientId);
        context.RedirectUri = redirectUri;
        if (!context.Options.ResponseModes.Contains(request.ResponseMode ?? "")) request.ResponseMode = ResponseModes.Query;
    }
}
