using Identity.Core.Clients;
using Identity.Server.Flows;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.RequestObjects;

/// <summary>Of a client that has to sign its requests, a bare one is refused (RFC 9101, section 10.5).</summary>
internal sealed class RequireSignedRequest(IOpenIddictApplicationManager clients) :
    IOpenIddictServerHandler<ValidateAuthorizationRequestContext>,
    IOpenIddictServerHandler<ValidatePushedAuthorizationRequestContext>
{
    public ValueTask HandleAsync(ValidateAuthorizationRequestContext context) => CheckAsync(context, context.ClientId!);

    public ValueTask HandleAsync(ValidatePushedAuthorizationRequestContext context) => CheckAsync(context, context.ClientId!);

    private async ValueTask CheckAsync(BaseValidatingContext context, string clientId)
    {
        // A flow was signed when it began.
        if (context.Transaction.GetProperty<RequestObjectResult.Signed>(nameof(RequestObjectResult.Signed)) is not null) return;
        if (context.Transaction.GetProperty<FlowState.Open>(nameof(FlowState.Open)) is not null) return;

        if (await clients.FindByClientIdAsync(clientId, context.CancellationToken) is Client { RequireSignedRequestObject: true })
        {
            context.Reject(Errors.InvalidRequest, "This application has to sign its requests: send them as a request object in 'request' (RFC 9101).");
        }
    }
}
