using Identity.Core.Clients;
using Identity.Core.Flows;
using Identity.Core.Sessions;
using Identity.Server.Account.Terms;
using Identity.Server.Protocol.ClaimsRequest;
using Identity.Server.Protocol.Grants;
using Identity.Server.Sessions;
using OpenIddict.Abstractions;

namespace Identity.Server.Protocol.Authorization;

/// <summary>Gathers what decides an authorization request.</summary>
internal sealed class AuthorizationQuestions(BrowserSessions browsers, Consents consents, AskedScopes scopes, Subjects subjects, TermsAgreement terms, TimeProvider clock)
{
    public async Task<AuthorizationQuestion> CreateAsync(OpenIddictRequest request, Client client, Flow? flow, string? hintedSubject, CancellationToken ct)
        => await CreateAsync(request, client, flow, hintedSubject, await browsers.AliveAsync(ct), ct);

    /// <summary>As the other, about these sessions instead of those of a browser.</summary>
    public async Task<AuthorizationQuestion> CreateAsync(
        OpenIddictRequest request, Client client, Flow? flow, string? hintedSubject, IReadOnlyList<Session> sessions, CancellationToken ct)
    {
        var asked = await scopes.OfAsync(request, client, ct);
        _ = RequestedClaims.TryRead(request, out var claims);
        var subject = hintedSubject ?? RequestedSubject(claims);
        return new()
        {
            Now = clock.GetUtcNow().UtcDateTime,
            Sessions = sessions,
            Flow = flow,
            Prompt = request.GetPromptValues().ToHashSet(),
            MaxAge = MaxAge(request, client),
            HintedUser = subject is null ? null : await subjects.FindAsync(client, subject, sessions.Select(session => session.UserId), ct) ?? Guid.Empty,
            RequiredAcr = RequiredAcr(claims),
            LoginHint = request.LoginHint,
            NeedsTerms = terms.IsMissing,
            NeedsConsentAsync = async session =>
                !client.FirstParty && !await consents.CoversAsync(session.UserId, client.Id, asked.Scopes, ct),
        };
    }

    // OpenID Connect Core, section 5.5.1.
    private static string? RequestedSubject(RequestedClaims claims)
        => claims.IdToken.FirstOrDefault(claim => claim is { Name: OpenIddictConstants.Claims.Subject, Values.Count: > 0 })?.Values[0].ToString();

    // Section 5.5.1.1: essential values must be reached, others are a wish.
    private static List<string> RequiredAcr(RequestedClaims claims)
        => [.. claims.IdToken
            .Where(claim => claim is { Name: OpenIddictConstants.Claims.AuthenticationContextReference, Essential: true })
            .SelectMany(claim => claim.Values)
            .Select(value => value.ToString())];

    // Seconds: beyond ten years no sign-in is too old, and a time span has an end.
    private const long LongestMaxAge = 10L * 366 * 24 * 60 * 60;

    private static TimeSpan? MaxAge(OpenIddictRequest request, Client client)
        => request.MaxAge is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, LongestMaxAge))
            : client.DefaultMaxAge is { } byDefault ? TimeSpan.FromSeconds(byDefault)
            : null;
}
