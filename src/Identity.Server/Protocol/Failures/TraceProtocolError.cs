using Identity.Server.Protocol.AuthorizationChallenge;
using Microsoft.AspNetCore;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Failures;

/// <summary>Counts a request that failed, writes its trace, and gives the error page its reference.</summary>
internal sealed class TraceProtocolError(ProtocolTrace trace, FailureMetrics metrics) :
    IOpenIddictServerHandler<ApplyAuthorizationResponseContext>,
    IOpenIddictServerHandler<ApplyTokenResponseContext>,
    IOpenIddictServerHandler<ApplyDeviceAuthorizationResponseContext>,
    IOpenIddictServerHandler<ApplyUserInfoResponseContext>,
    IOpenIddictServerHandler<ApplyPushedAuthorizationResponseContext>,
    IOpenIddictServerHandler<ApplyIntrospectionResponseContext>,
    IOpenIddictServerHandler<ApplyRevocationResponseContext>,
    IOpenIddictServerHandler<ApplyEndSessionResponseContext>
{
    public ValueTask HandleAsync(ApplyAuthorizationResponseContext context) => WriteAsync(context, "authorization");

    public ValueTask HandleAsync(ApplyTokenResponseContext context) => WriteAsync(context, "token");

    public ValueTask HandleAsync(ApplyDeviceAuthorizationResponseContext context) => WriteAsync(context, "device");

    public ValueTask HandleAsync(ApplyUserInfoResponseContext context) => WriteAsync(context, "userinfo");

    public ValueTask HandleAsync(ApplyPushedAuthorizationResponseContext context) => WriteAsync(context, ChallengeCall.IsAddressed(context.Transaction) ? "authorization_challenge" : "pushed_authorization");

    public ValueTask HandleAsync(ApplyIntrospectionResponseContext context) => WriteAsync(context, "introspection");

    public ValueTask HandleAsync(ApplyRevocationResponseContext context) => WriteAsync(context, "revocation");

    public ValueTask HandleAsync(ApplyEndSessionResponseContext context) => WriteAsync(context, "end_session");

    private async ValueTask WriteAsync(BaseRequestContext context, string kind)
    {
        if (context.Transaction.Response?.Error is not { Length: > 0 } error) return;

        // A device that waits has not failed.
        if (error is Errors.AuthorizationPending or Errors.SlowDown) return;

        // Nor has a sign-in of several steps, or one whose outcome was recorded as such.
        if (context.Transaction.GetProperty<ChallengeResult.Refused>(nameof(ChallengeResult)) is not null) return;

        metrics.Count(kind, error);
        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        await trace.WriteAsync(http, kind, context.Transaction.Request, error, context.Transaction.Response.ErrorDescription);
    }
}
