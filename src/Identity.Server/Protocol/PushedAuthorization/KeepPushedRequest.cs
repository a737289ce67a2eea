using System.Security.Claims;
using Identity.Core.Configuration;
using Identity.Server.Flows;
using Identity.Server.Protocol.AuthorizationChallenge;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.PushedAuthorization;

/// <summary>Keeps a pushed request as a flow and answers with its name (RFC 9126, section 2.2).</summary>
internal sealed class KeepPushedRequest(Catalog catalog, Identity.Server.Flows.Flows flows, IOptions<FlowOptions> options, TimeProvider clock) : IOpenIddictServerHandler<ProcessSignInContext>
{
    // What proved who the application is, is of no more use, and has no business in a table.
    private static readonly string[] Credentials = [Parameters.ClientSecret, Parameters.ClientAssertion, Parameters.ClientAssertionType];

    public async ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (context.EndpointType != OpenIddictServerEndpointType.PushedAuthorization || ChallengeCall.Of(context.Transaction) is not null) return;

        var request = new OpenIddictRequest(context.Request.GetParameters().Where(parameter => !Credentials.Contains(parameter.Key)));
        var clientId = (await catalog.FindClientAsync(context.ClientId, context.CancellationToken))!.Id;

        (context.GenerateRequestToken, context.IncludeRequestToken) = (false, true);
        context.RequestToken = await flows.PushAsync(request, clientId, context.CancellationToken);

        // OpenIddict takes "expires_in" from here.
        context.RequestTokenPrincipal = new ClaimsPrincipal(new ClaimsIdentity());
        context.RequestTokenPrincipal.SetExpirationDate(clock.GetUtcNow() + options.Value.PushedRequestLifetime);
    }
}
