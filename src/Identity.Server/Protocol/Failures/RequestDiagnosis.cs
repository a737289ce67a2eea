using System.Text.Json;
using Identity.Core.Clients;
using Identity.Core.Data;
using Identity.Core.Tracing;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Server.Protocol.Failures;

/// <summary>
/// Goes through a failed request again, slowly, to say what was expected and what came. Runs only when something failed,
/// and repeats no secret.
/// </summary>
internal sealed class RequestDiagnosis(IdentityDb db, IOpenIddictApplicationManager applications)
{
    /// <summary>The client when it is a registered one, and the checks in order, ending with the first that fails.</summary>
    public async Task<(string? ClientId, IReadOnlyList<TraceCheck> Checks)> ChecksAsync(string kind, OpenIddictRequest? request, CancellationToken ct)
    {
        if (request is null) return (null, []);

        List<TraceCheck> checks = [];
        var client = request.ClientId is { Length: > 0 } id ? await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.ClientId == id, ct) : null;
        var redirects = client is not null && request.RedirectUri is { Length: > 0 } uri && await applications.ValidateRedirectUriAsync(client, uri, ct);
        foreach (var check in Checks(kind, request, client, redirects))
        {
            checks.Add(check);
            if (!check.Passed) break;
        }

        return (client?.ClientId, checks);
    }

    private static IEnumerable<TraceCheck> Checks(string kind, OpenIddictRequest request, Client? client, bool redirects)
    {
        if (kind == "userinfo") yield break;

        if (request.ClientId is { Length: > 0 } || kind != "end_session")
        {
            yield return new TraceCheck("client_id", client is not null, "a registered client", request.ClientId);
        }

        if (client is null) yield break;

        // What is packed in an object or was pushed has not been looked into: those parameters say nothing.
        var packed = request.Request is { Length: > 0 } || request.RequestUri is { Length: > 0 };
        if (kind is "authorization" or "pushed_authorization" or "authorization_challenge" && !packed)
        {
            yield return new TraceCheck("redirect_uri", redirects, string.Join(' ', List(client.RedirectUris)), request.RedirectUri);
            yield return Member("response_type", [ResponseTypes.Code], request.ResponseType);
            yield return Scope(client, request);
            yield return Challenge(client, request);
        }

        if (kind == "end_session" && request.PostLogoutRedirectUri is { } address)
        {
            yield return Member("post_logout_redirect_uri", List(client.PostLogoutRedirectUris), address);
        }

        if (kind is "pushed_authorization" or "authorization_challenge" or "introspection" or "revocation") yield return Credentials(client, request);
        if (kind == "device")
        {
            yield return Scope(client, request);
            yield return Credentials(client, request);
        }

        if (kind == "token")
        {
            var grants = List(client.Permissions).Where(p => p.StartsWith(Permissions.Prefixes.GrantType, StringComparison.Ordinal));
            yield return Member("grant_type", [.. grants.Select(p => p[Permissions.Prefixes.GrantType.Length..])], request.GrantType);
            yield return Credentials(client, request);
        }
    }

    private static TraceCheck Scope(Client client, OpenIddictRequest request)
    {
        List<string> allowed =
        [
            Scopes.OpenId, Scopes.OfflineAccess,
            .. List(client.Permissions)
                .Where(p => p.StartsWith(Permissions.Prefixes.Scope, StringComparison.Ordinal))
                .Select(p => p[Permissions.Prefixes.Scope.Length..]),
        ];
        return new TraceCheck("scope", request.GetScopes().All(allowed.Contains), string.Join(' ', allowed), request.Scope);
    }

    private static TraceCheck Challenge(Client client, OpenIddictRequest request)
    {
        var required = List(client.Requirements).Contains(Requirements.Features.ProofKeyForCodeExchange);
        var right = request.CodeChallenge is { Length: > 0 } ? request.CodeChallengeMethod == CodeChallengeMethods.Sha256 : !required;
        return new TraceCheck(
            "code_challenge", right, "a code_challenge with code_challenge_method=S256 (RFC 7636)",
            request.CodeChallenge is { Length: > 0 } ? $"code_challenge_method={request.CodeChallengeMethod ?? "plain"}" : "no code_challenge");
    }

    private static TraceCheck Credentials(Client client, OpenIddictRequest request)
    {
        var expected = ClientColumns.AuthMethod(client) switch
        {
            ClientAuthenticationMethods.None => "no client secret",
            ClientAuthenticationMethods.PrivateKeyJwt => "a client assertion",
            _ => "a client secret",
        };
        var sent = request.ClientAssertion is { Length: > 0 } ? "a client assertion" : request.ClientSecret is { Length: > 0 } ? "a client secret" : "no client secret";
        return new TraceCheck("client_authentication", sent == expected, expected, sent);
    }

    private static TraceCheck Member(string name, IReadOnlyList<string> allowed, string? received)
        => new(name, received is not null && allowed.Contains(received), string.Join(' ', allowed), received);

    private static List<string> List(string? json) => json is { Length: > 0 } ? JsonSerializer.Deserialize<List<string>>(json)! : [];
}
