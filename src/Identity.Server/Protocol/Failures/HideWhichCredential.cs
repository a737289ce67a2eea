using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Failures;

/// <summary>
/// An unknown client and a wrong secret get one answer, or client ids could be found out one by one. The trace has the
/// difference.
/// </summary>
internal sealed class HideWhichCredential :
    IOpenIddictServerHandler<ApplyTokenResponseContext>,
    IOpenIddictServerHandler<ApplyDeviceAuthorizationResponseContext>,
    IOpenIddictServerHandler<ApplyIntrospectionResponseContext>,
    IOpenIddictServerHandler<ApplyRevocationResponseContext>
{
    public ValueTask HandleAsync(ApplyTokenResponseContext context) => Hide(context.Response);

    public ValueTask HandleAsync(ApplyDeviceAuthorizationResponseContext context) => Hide(context.Response);

    public ValueTask HandleAsync(ApplyIntrospectionResponseContext context) => Hide(context.Response);

    public ValueTask HandleAsync(ApplyRevocationResponseContext context) => Hide(context.Response);

    private static ValueTask Hide(OpenIddictResponse response)
    {
        if (response.Error == OpenIddictConstants.Errors.InvalidClient) response.ErrorDescription = "The client is not known, or its credentials are wrong.";
        return ValueTask.CompletedTask;
    }
}
