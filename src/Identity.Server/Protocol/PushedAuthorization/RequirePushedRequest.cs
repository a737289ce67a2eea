using Identity.Server.Flows;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.PushedAuthorization;

/// <summary>Of a client that has to push its requests, one that came through the browser is refused (RFC 9126, section 5).</summary>
internal sealed class RequirePushedRequest(IOpenIddictApplicationManager clients) : IOpenIddictServerHandler<ValidateAuthorizationRequestContext>
{
    public async ValueTask HandleAsync(ValidateAuthorizationRequestContext context)
    {
        if (context.Transaction.GetProperty<FlowState.Open>(nameof(FlowState.Open)) is { Flow.Pushed: true }) return;

        var client = await clients.FindByClientIdAsync(context.ClientId!, context.CancellationToken) ?? throw new InvalidOperationException("The client of a valid request is missing.");
        if (await clients.HasRequirementAsync(client, Requirements.Features.PushedAuthorizationRequests, context.CancellationToken))
        {
            context.Reject(Errors.InvalidRequest, "This application has to push its request to /connect/par first, and send the 'request_uri' that it gets there.");
        }
    }
}
