using Identity.Core.Configuration;
using Identity.Core.Data;
using Identity.Core.Flows;
using Identity.Hosting.Headers;
using Identity.Server.Account.Terms;
using Identity.Server.Flows;
using Identity.Server.Protocol.Grants;
using Identity.Server.Sessions;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Authorization;

/// <summary>Answers a valid authorization request, or sends the browser to the page that it needs first.</summary>
internal sealed class AnswerAuthorizationRequest(
    IdentityDb db, Catalog catalog, BrowserSessions browsers, Identity.Server.Flows.Flows flows, AuthorizationQuestions questions, GrantIssuer grants)
    : IOpenIddictServerHandler<HandleAuthorizationRequestContext>
{
    public async ValueTask HandleAsync(HandleAuthorizationRequestContext context)
    {
        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        http.EnterAuthorizationRequest(context.ClientId!);
        var ct = http.RequestAborted;
        var flow = context.Transaction.GetProperty<FlowState.Open>(nameof(FlowState.Open));
        var client = (await catalog.FindClientAsync(context.ClientId, ct))!;

        // Another site's form comes without our cookie. Ask again with a request of our own, which brings it.
        if (HttpMethods.IsPost(http.Request.Method) && await browsers.FindAsync(ct) is null)
        {
            var posted = flow?.Handle ?? await flows.StartAsync(FlowKind.Authorization, context.Request, client.Id, context.Request.RedirectUri, ct);
            Send(context, http, $"/connect/authorize?flow={posted}");
            return;
        }

        var hinted = context.IdentityTokenHintPrincipal is { } hint ? hint.GetClaim(OpenIddictConstants.Claims.Subject) ?? "" : null;
        var step = await AuthorizationRules.NextAsync(await questions.CreateAsync(context.Request, client, flow?.Flow, hinted, ct));

        switch (step)
        {
            case AuthorizationStep.Refuse refuse:
                if (flow is not null) await flows.TryCompleteAsync(flow.Flow, ct);
                context.Reject(refuse.Error, refuse.Description);
                return;

            case AuthorizationStep.Answer answer:
                if (flow is not null && !await flows.TryCompleteAsync(flow.Flow, ct))
                {
                    Send(context, http, $"/signin?flow={flow.Handle}");
                    return;
                }

                browsers.Touch(answer.Session);
                context.SignIn(await grants.CreateAsync(client, answer.Session, context.Request, ct));
                return;

            default:
                // The person is asked about one account: the answer must not slip to another that is chosen meanwhile.
                var asked = step switch
                {
                    AuthorizationStep.AskConsent ask => ask.Session.Id,
                    AuthorizationStep.AcceptTerms ask => ask.Session.Id,
                    _ => (Guid?)null,
                };
                if (flow is not null)
                {
                    flow.Flow.SessionId ??= asked;
                    await db.SaveChangesAsync(ct);
                }

                var handle = flow?.Handle ?? await flows.StartAsync(
                    FlowKind.Authorization, context.Request, client.Id, context.Request.RedirectUri, ct, asked);
                Send(context, http, $"{PageOf(step)}?flow={handle}");
                return;
        }
    }

    private static string PageOf(AuthorizationStep step) => step switch
    {
        AuthorizationStep.SignUp => "/signup",
        AuthorizationStep.ChooseAccount => "/accounts",
        AuthorizationStep.AcceptTerms => TermsPage.Address,
        AuthorizationStep.AskConsent => "/consent",
        _ => "/signin",
    };

    private static void Send(HandleAuthorizationRequestContext context, HttpContext http, string address)
    {
        // The pages behind this one come back through here, so the language stays for the whole sign-in.
        if (context.Request.UiLocales is { Length: > 0 } languages) address += $"&{OpenIddictConstants.Parameters.UiLocales}={Uri.EscapeDataString(languages)}";

        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = http.Request.PathBase + address;
        context.HandleRequest();
    }
}
