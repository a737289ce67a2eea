using Identity.Core.Flows;
using Identity.Server.Flows;
using Identity.Server.Protocol.Failures;
using Microsoft.AspNetCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Authorization;

/// <summary>
/// A browser that comes back from our pages brings a flow instead of parameters: the request is read from there, and
/// validated again like any other.
/// </summary>
internal sealed class RestoreFlow(Identity.Server.Flows.Flows flows) :
    IOpenIddictServerHandler<ExtractAuthorizationRequestContext>,
    IOpenIddictServerHandler<ExtractEndSessionRequestContext>
{
    public async ValueTask HandleAsync(ExtractAuthorizationRequestContext context)
    {
        context.Request = context.Request is { ClientId: { Length: > 0 } clientId, RequestUri: { } uri } && uri.StartsWith(RequestUris.Prefixes.Generic, StringComparison.Ordinal)
            ? await RestorePushedAsync(context, clientId, uri[RequestUris.Prefixes.Generic.Length..]) ?? context.Request
            : await RestoreAsync(context, context.Request, FlowKind.Authorization) ?? context.Request;
    }

    public async ValueTask HandleAsync(ExtractEndSessionRequestContext context)
        => context.Request = await RestoreAsync(context, context.Request, FlowKind.EndSession) ?? context.Request;

    // RFC 9126, section 4: what was pushed counts, and nothing beside it in the address.
    private async Task<OpenIddictRequest?> RestorePushedAsync(BaseValidatingContext context, string clientId, string handle)
    {
        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        var state = await flows.FindAsync(handle, http.RequestAborted);
        if (state is FlowState.Open { Flow: { Kind: FlowKind.Authorization, Pushed: true } flow } open && Identity.Server.Flows.Flows.Request(flow) is { } pushed && pushed.ClientId == clientId)
        {
            await flows.OpenPushedAsync(flow, http.RequestAborted);
            context.Transaction.SetProperty(nameof(FlowState.Open), open);
            return pushed;
        }

        http.Features.Set(new FlowProblem(state is FlowState.Open ? new FlowState.Unknown() : state));
        context.Reject(Errors.InvalidRequestUri, "The 'request_uri' is unknown, was used before, is older than its 'expires_in', or belongs to another application or browser.");
        return null;
    }

    private async Task<OpenIddictRequest?> RestoreAsync(BaseValidatingContext context, OpenIddictRequest? request, FlowKind kind)
    {
        // Only our own pages send "flow" alone; with a client_id it is some parameter of the application's.
        if (request?["flow"]?.ToString() is not { } handle || request.ClientId is not null) return null;

        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        var state = await flows.FindAsync(handle, http.RequestAborted);
        if (state is FlowState.Open open && open.Flow.Kind == kind)
        {
            context.Transaction.SetProperty(nameof(FlowState.Open), open);
            return Identity.Server.Flows.Flows.Request(open.Flow);
        }

        http.Features.Set(new FlowProblem(state));
        context.Reject(Errors.InvalidRequest, "This sign-in took too long, was finished before, or belongs to another browser.");
        return null;
    }
}
