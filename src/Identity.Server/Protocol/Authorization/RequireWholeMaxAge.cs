using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Authorization;

/// <summary>A <c>max_age</c> is a number of seconds (OpenID Connect Core, section 3.1.2.1). One that can't be read must not pass for none.</summary>
internal sealed class RequireWholeMaxAge :
    IOpenIddictServerHandler<ValidateAuthorizationRequestContext>,
    IOpenIddictServerHandler<ValidatePushedAuthorizationRequestContext>
{
    public ValueTask HandleAsync(ValidateAuthorizationRequestContext context) => Check(context, context.Request);

    public ValueTask HandleAsync(ValidatePushedAuthorizationRequestContext context) => Check(context, context.Request);

    private static ValueTask Check(BaseValidatingContext context, OpenIddictRequest request)
    {
        if (request.HasParameter(OpenIddictConstants.Parameters.MaxAge) && request.MaxAge is not >= 0)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidRequest, "The 'max_age' is not a whole number of seconds, such as 3600.");
        }

        return ValueTask.CompletedTask;
    }
}
