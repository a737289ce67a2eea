using System.Text.Json;
using Identity.Server.Shared;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.AuthorizationChallenge;

/// <summary>Gives answers the members and the status that apps expect (OAuth 2.0 for First-Party Applications, section 5.2).</summary>
internal sealed class WriteChallengeAnswer : IOpenIddictServerHandler<ApplyPushedAuthorizationResponseContext>
{
    public ValueTask HandleAsync(ApplyPushedAuthorizationResponseContext context)
    {
        if (!ChallengeCall.IsAddressed(context.Transaction)) return ValueTask.CompletedTask;

        var http = context.Transaction.GetHttpRequest()!.HttpContext.Response;
        if (context.Response.Code is { } code)
        {
            (context.Response.Code, context.Response.ExpiresIn, context.Response["authorization_code"]) = (null, null, code);
            context.Response["device"] = context.Transaction.GetProperty<ChallengeResult.Done>(nameof(ChallengeResult))?.Device;
            http.StatusCode = StatusCodes.Status200OK;
        }
        else if (context.Transaction.GetProperty<ChallengeResult.Refused>(nameof(ChallengeResult)) is { } refused)
        {
            Write(refused, context.Response, http);
        }

        return ValueTask.CompletedTask;
    }

    private static void Write(ChallengeResult.Refused refused, OpenIddictResponse response, HttpResponse http)
    {
        http.StatusCode = refused.Status;
        if (refused.AuthSession is { } session) response["auth_session"] = session;
        if (refused.Next.Count > 0) response["next"] = new OpenIddictParameter([.. refused.Next]);
        if (refused.Problems.Count > 0) response["problems"] = JsonSerializer.SerializeToElement(refused.Problems.ToLookup(p => p.Field, p => p.Text).ToDictionary(p => p.Key, p => p.ToList()));
        if (refused.Pushed is { } pushed) (response["request_uri"], response["expires_in"]) = (pushed.Uri, (long)pushed.Lifetime.TotalSeconds);
        if (refused.RetryAfter is { } wait) http.AskToWait(refused.Status, wait);
    }
}
