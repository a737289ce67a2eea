using System.Security.Claims;
using Identity.Core.Clients;
using Identity.Core.Clients.PublicKeys;
using Identity.Core.Keys;
using Identity.Core.SingleUse;
using Identity.Hosting.Settings;
using Identity.Server.Protocol.Issuing;
using Microsoft.AspNetCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.ClientAuthentication;

/// <summary>
/// Authenticates a client by what it signed with its key (RFC 7523). Takes the place of OpenIddict's own check, which
/// waits for keys on a blocked thread, knows no <c>jwks_uri</c> and lets an assertion be used again.
/// </summary>
internal sealed class CheckClientAssertion(
    IOpenIddictApplicationManager applications,
    ClientSignatures signatures,
    UsedIds used,
    IOptions<ClientAssertionOptions> options,
    IOptions<ServerAddressOptions> addresses,
    TimeProvider clock) : IOpenIddictServerHandler<ProcessAuthenticationContext>
{
    private static readonly string[] Types = ["JWT", "client-authentication+jwt", "application/client-authentication+jwt"];

    public async ValueTask HandleAsync(ProcessAuthenticationContext context)
    {
        if (!context.ValidateClientAssertion || context.ClientAssertion is not { Length: > 0 } text) return;

        var ct = context.Transaction.GetHttpRequest()?.HttpContext.RequestAborted ?? CancellationToken.None;
        if (await CheckAsync(context, text, ct) is { } problem) context.Reject(Errors.InvalidClient, problem);
    }

    private async Task<string?> CheckAsync(ProcessAuthenticationContext context, string text, CancellationToken ct)
    {
        if (!ClientAssertion.TryRead(text, out var assertion)) return "The client assertion is not a signed JWT.";
        if (assertion.Subject is not { Length: > 0 } clientId || assertion.Issuer != clientId) return "'iss' and 'sub' of the client assertion must both be the client_id.";
        if (context.Request.ClientId is { Length: > 0 } named && named != clientId) return "The client assertion is of another client than 'client_id'.";

        if (await applications.FindByClientIdAsync(clientId, ct) is not Client client) return "The client is not known.";

        // Not proven yet, but the trace of a failure is to be found under it.
        context.Request.ClientId = clientId;
        if (ClientColumns.AuthMethod(client) is not ClientAuthenticationMethods.PrivateKeyJwt and var method) return $"The client is registered for '{method}', not for '{ClientAuthenticationMethods.PrivateKeyJwt}'.";

        var algorithms = client.TokenEndpointAuthSigningAlg is { } only ? [only] : SignatureAlgorithms.Accepted;
        if (await signatures.CheckAsync(client, assertion.Token, algorithms, Types, ct) is { } forged) return $"Client assertion: {forged}";

        context.Transaction.SetProperty(nameof(ProvenClient), new ProvenClient(clientId));
        if (AssertionRules.Check(assertion, AudiencesFor(client, context), clock.GetUtcNow(), options.Value) is { } wrong) return wrong;

        var expires = assertion.ExpiresAt!.Value + options.Value.ClockSkew;
        if (!await used.TryUseAsync("client assertion", clientId, assertion.Id!, expires.UtcDateTime, ct)) return "The client assertion was used before. Sign a new one, with a new 'jti', for each request.";

        context.ClientAssertionPrincipal = new ClaimsPrincipal(new ClaimsIdentity([new Claim(Claims.Issuer, clientId), new Claim(Claims.Subject, clientId)], "private_key_jwt"));
        return null;
    }

    private List<string> AudiencesFor(Client client, ProcessAuthenticationContext context)
    {
        var issuer = Issuer.Of(addresses.Value);
        List<string> audiences = [issuer];
        if (client.ClientAssertionAudience == ClientAssertionAudiences.TokenEndpoint)
        {
            audiences.Add($"{issuer}/connect/token");
            if (context.RequestUri?.GetLeftPart(UriPartial.Path) is { } called && !audiences.Contains(called)) audiences.Add(called);
        }

        return audiences;
    }
}
