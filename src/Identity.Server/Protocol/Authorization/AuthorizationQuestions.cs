using System.Globalization;
using Identity.Core.Clients;
using Identity.Core.Flows;
using Identity.Server.Protocol.ClaimsRequest;
using Identity.Server.Protocol.Grants;
using Identity.Server.Sessions;
using OpenIddict.Abstractions;

namespace Identity.Server.Protocol.Authorization;

/// <summary>Gathers what decides an authorization request.</summary>
internal sealed class AuthorizationQuestions(BrowserSessions browsers, Consents consents, AskedScopes scopes, TimeProvider clock)
{
    public async Task<AuthorizationQuestion> CreateAsync(OpenIddictRequest request, Client client, Flow? flow, Guid? hintedUser, CancellationToken ct)
    {
        var asked = await scopes.OfAsync(request, client, ct);
        _ = RequestedClaims.TryRead(request, out var claims);
        return new()
        {
            Now = clock.GetUtcNow().UtcDateTime,
            Sessions = await browsers.AliveAsync(ct),
            Flow = flow,
            Prompt = request.GetPromptValues().ToHashSet(),
            MaxAge = MaxAge(request, client),
            HintedUser = hintedUser ?? RequestedSubject(claims),
            RequiredAcr = RequiredAcr(claims),
            LoginHint = request.LoginHint,
            NeedsConsentAsync = async session =>
                !client.FirstParty && !await consents.CoversAsync(session.UserId, client.Id, asked.Scopes, ct),
        };
    }

    // OpenID Connect Core, section 5.5.1.
    private static Guid? RequestedSubject(RequestedClaims claims)
        => claims.IdToken.FirstOrDefault(claim => claim is { Name: OpenIddictConstants.Claims.Subject, Values.Count: > 0 }) is not { } subject ? null
            : Guid.TryParse(subject.Values[0].ToString(), CultureInfo.InvariantCulture, out var id) ? id
            : Guid.Empty;

    // Section 5.5.1.1: essential values must be reached, others are a wish.
    private static List<string> RequiredAcr(RequestedClaims claims)
        => [.. claims.IdToken
            .Where(claim => claim is { Name: OpenIddictConstants.Claims.AuthenticationContextReference, Essential: true })
            .SelectMany(claim => claim.Values)
            .Select(value => value.ToString())];

    private static TimeSpan? MaxAge(OpenIddictRequest request, Client client)
        => request.MaxAge is { } seconds ? TimeSpan.FromSeconds(seconds)
            : client.DefaultMaxAge is { } byDefault ? TimeSpan.FromSeconds(byDefault)
            : null;
}
