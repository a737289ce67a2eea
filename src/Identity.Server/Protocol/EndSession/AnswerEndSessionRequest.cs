using Identity.Core.Clients;
using Identity.Core.Configuration;
using Identity.Core.Data;
using Identity.Core.Flows;
using Identity.Core.Sessions;
using Identity.Server.Account.SignOut;
using Identity.Server.Flows;
using Identity.Server.Sessions;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.EndSession;

/// <summary>
/// Signs a person out at an application's request (OpenID Connect RP-Initiated Logout). With a hint that names a session
/// of this browser it is done at once; without one the person is asked, or any link could sign people out.
/// </summary>
internal sealed class AnswerEndSessionRequest(
    IdentityDb db, Catalog catalog, BrowserSessions browsers, Identity.Server.Flows.Flows flows, SignedOutApps apps, Subjects subjects, TimeProvider clock)
    : IOpenIddictServerHandler<HandleEndSessionRequestContext>
{
    public async ValueTask HandleAsync(HandleEndSessionRequestContext context)
    {
        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        var ct = http.RequestAborted;
        var flow = context.Transaction.GetProperty<FlowState.Open>(nameof(FlowState.Open));
        var clientId = context.Request.ClientId ?? context.IdentityTokenHintPrincipal?.GetPresenters().FirstOrDefault();

        if (flow is { Flow.DecidedAt: not null })
        {
            // The person answered on our page; sessions were ended there.
            await flows.TryCompleteAsync(flow.Flow, ct);
            Finish(context, http, clientId, signedOut: flow.Flow.Allowed);
            return;
        }

        // Another site's form comes without our cookie. Ask again with a request of our own, which brings it.
        if (flow is null && HttpMethods.IsPost(http.Request.Method) && await browsers.FindAsync(ct) is null)
        {
            Send(context, http, $"/connect/endsession?flow={await StartAsync()}");
            return;
        }

        var sessions = await browsers.AliveAsync(ct);
        if (sessions.Count == 0)
        {
            // Nobody is signed in: there is nothing to ask.
            Finish(context, http, clientId, signedOut: true);
            return;
        }

        if (await HintedAsync(context, sessions, ct) is { } hinted)
        {
            await browsers.EndAsync([hinted], ct, clientId);
            if (!await apps.NeedPageAsync([hinted.Id], context.Request.PostLogoutRedirectUri, ct))
            {
                await db.SaveChangesAsync(ct);
                Finish(context, http, clientId, signedOut: true);
                return;
            }

            // Its apps are told by a page, which leads back here.
            flow?.Flow.SignOut([hinted.Id], clock.GetUtcNow().UtcDateTime);
            Send(context, http, $"/signedout?flow={flow?.Handle ?? await StartAsync([hinted.Id])}");
            await db.SaveChangesAsync(ct);
            return;
        }

        Send(context, http, $"/signout?flow={flow?.Handle ?? await StartAsync()}");

        async Task<string> StartAsync(IEnumerable<Guid>? signedOut = null)
        {
            var client = await catalog.FindClientAsync(clientId, ct);
            return await flows.StartAsync(FlowKind.EndSession, context.Request, client?.Id, context.Request.PostLogoutRedirectUri, ct, signedOut: signedOut);
        }
    }

    // The name of the session is that of the app that the hint was issued to.
    private async Task<Session?> HintedAsync(HandleEndSessionRequestContext context, IReadOnlyList<Session> sessions, CancellationToken ct)
        => context.IdentityTokenHintPrincipal is { } hint && hint.GetClaim("sid") is { } sid
        && await catalog.FindClientAsync(hint.GetPresenters().FirstOrDefault(), ct) is { } client ? await subjects.FindSessionAsync(client, sid, sessions, ct) : null;

    // OpenIddict sends the browser back to the application only when the request named a registered address.
    private static void Finish(HandleEndSessionRequestContext context, HttpContext http, string? clientId, bool signedOut)
    {
        if (context.Request.PostLogoutRedirectUri is { Length: > 0 } && signedOut)
        {
            context.SignOut();
            return;
        }

        Send(context, http, !signedOut ? "/" : clientId is null ? "/signedout" : $"/signedout?client_id={Uri.EscapeDataString(clientId)}");
    }

    private static void Send(HandleEndSessionRequestContext context, HttpContext http, string address)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = http.Request.PathBase + address;
        context.HandleRequest();
    }
}
