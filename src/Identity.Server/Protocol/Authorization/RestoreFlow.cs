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
        => context.Request = await RestoreAsync(context, context.Request, FlowKind.Authorization) ?? context.Request;

    public async ValueTask HandleAsync(ExtractEndSessionRequestContext context)
        => context.Request = await RestoreAsync(context, context.Request, FlowKind.EndSession) ?? context.Request;

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
