using Identity.Server.Protocol.ClientAuthentication;
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
    IOpenIddictServerHandler<ApplyPushedAuthorizationResponseContext>,
    IOpenIddictServerHandler<ApplyRevocationResponseContext>
{
    public ValueTask HandleAsync(ApplyTokenResponseContext context) => Hide(context.Transaction, context.Response);

    public ValueTask HandleAsync(ApplyPushedAuthorizationResponseContext context) => Hide(context.Transaction, context.Response);

    public ValueTask HandleAsync(ApplyDeviceAuthorizationResponseContext context) => Hide(context.Transaction, context.Response);

    public ValueTask HandleAsync(ApplyIntrospectionResponseContext context) => Hide(context.Transaction, context.Response);

    public ValueTask HandleAsync(ApplyRevocationResponseContext context) => Hide(context.Transaction, context.Response);

    private static ValueTask Hide(OpenIddictServerTransaction transaction, OpenIddictResponse response)
    {
        if (transaction.GetProperty<ProvenClient>(nameof(ProvenClient)) is not null) return ValueTask.CompletedTask;
        if (response.Error == OpenIddictConstants.Errors.InvalidClient) response.ErrorDescription = "The client is not known, or its credentials are wrong.";
        return ValueTask.CompletedTask;
    }
}
