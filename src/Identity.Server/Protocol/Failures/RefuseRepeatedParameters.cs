using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Failures;

/// <summary>
/// A parameter comes once (RFC 6749, sections 3.1 and 3.2). Which of two values counts would be a matter of taste, and
/// whoever checks a request before us may have another.
/// </summary>
internal sealed class RefuseRepeatedParameters :
    IOpenIddictServerHandler<ExtractAuthorizationRequestContext>,
    IOpenIddictServerHandler<ExtractTokenRequestContext>,
    IOpenIddictServerHandler<ExtractDeviceAuthorizationRequestContext>,
    IOpenIddictServerHandler<ExtractIntrospectionRequestContext>,
    IOpenIddictServerHandler<ExtractRevocationRequestContext>,
    IOpenIddictServerHandler<ExtractPushedAuthorizationRequestContext>,
    IOpenIddictServerHandler<ExtractEndSessionRequestContext>
{
    // RFC 8707 and RFC 8693 let these two repeat.
    private static readonly HashSet<string> MayRepeat = ["resource", "audience"];

    public ValueTask HandleAsync(ExtractAuthorizationRequestContext context) => Check(context, context.Request);

    public ValueTask HandleAsync(ExtractTokenRequestContext context) => Check(context, context.Request);

    public ValueTask HandleAsync(ExtractDeviceAuthorizationRequestContext context) => Check(context, context.Request);

    public ValueTask HandleAsync(ExtractIntrospectionRequestContext context) => Check(context, context.Request);

    public ValueTask HandleAsync(ExtractPushedAuthorizationRequestContext context) => Check(context, context.Request);

    public ValueTask HandleAsync(ExtractRevocationRequestContext context) => Check(context, context.Request);

    public ValueTask HandleAsync(ExtractEndSessionRequestContext context) => Check(context, context.Request);

    private static ValueTask Check(BaseValidatingContext context, OpenIddictRequest? request)
    {
        var repeated = request?.GetParameters().Where(p => p.Value.Count > 1 && !MayRepeat.Contains(p.Key)).Select(p => p.Key).FirstOrDefault();
        if (repeated is not null) context.Reject(OpenIddictConstants.Errors.InvalidRequest, $"The parameter '{repeated}' came more than once.");
        return ValueTask.CompletedTask;
    }
}
