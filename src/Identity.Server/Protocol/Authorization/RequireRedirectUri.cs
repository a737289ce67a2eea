using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Authorization;

/// <summary>
/// A request names the address that its answer goes to. OpenIddict would take the only registered one for an application
/// without <c>openid</c>; the app that sends the request would then not know what was checked at the token endpoint.
/// </summary>
internal sealed class RequireRedirectUri :
    IOpenIddictServerHandler<ValidateAuthorizationRequestContext>,
    IOpenIddictServerHandler<ValidatePushedAuthorizationRequestContext>
{
    public ValueTask HandleAsync(ValidateAuthorizationRequestContext context) => Check(context, context.Request);

    public ValueTask HandleAsync(ValidatePushedAuthorizationRequestContext context) => Check(context, context.Request);

    private static ValueTask Check(BaseValidatingContext context, OpenIddictRequest request)
    {
        if (request.RedirectUri is not { Length: > 0 })
        {
            context.Reject(Errors.InvalidRequest, "The 'redirect_uri' is missing. Send the one of the registered addresses that the answer is to go to.");
        }

        return ValueTask.CompletedTask;
    }
}
