using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.ClaimsRequest;

/// <summary>Refuses a <c>claims</c> parameter that can't be understood. Claims that nobody knows are no error (OpenID Connect Core, section 5.5).</summary>
internal sealed class ValidateClaimsParameter :
    IOpenIddictServerHandler<ValidateAuthorizationRequestContext>,
    IOpenIddictServerHandler<ValidatePushedAuthorizationRequestContext>
{
    public ValueTask HandleAsync(ValidateAuthorizationRequestContext context) => Check(context, context.Request);

    public ValueTask HandleAsync(ValidatePushedAuthorizationRequestContext context) => Check(context, context.Request);

    private static ValueTask Check(BaseValidatingContext context, OpenIddictRequest request)
    {
        if (RequestedClaims.TryRead(request, out _) is { } wrong)
        {
            context.Reject(Errors.InvalidRequest, $"The parameter 'claims' can't be used. {wrong} An example: {{\"userinfo\":{{\"email\":null}}}}.");
        }

        return ValueTask.CompletedTask;
    }
}
