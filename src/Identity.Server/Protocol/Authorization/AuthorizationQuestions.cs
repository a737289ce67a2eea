using Identity.Core.Clients;
using Identity.Core.Flows;
using Identity.Server.Protocol.Grants;
using Identity.Server.Sessions;
using OpenIddict.Abstractions;

namespace Identity.Server.Protocol.Authorization;

/// <summary>Gathers what decides an authorization request.</summary>
internal sealed class AuthorizationQuestions(BrowserSessions browsers, Consents consents, TimeProvider clock)
{
    public async Task<AuthorizationQuestion> CreateAsync(OpenIddictRequest request, Client client, Flow? flow, Guid? hintedUser, CancellationToken ct)
        => new()
        {
            Now = clock.GetUtcNow().UtcDateTime,
            Sessions = await browsers.AliveAsync(ct),
            Flow = flow,
            Prompt = request.GetPromptValues().ToHashSet(),
            MaxAge = MaxAge(request, client),
            HintedUser = hintedUser,
            LoginHint = request.LoginHint,
            NeedsConsentAsync = async session =>
                !client.FirstParty && !await consents.CoversAsync(session.UserId, client.Id, request.GetScopes(), ct),
        };

    private static TimeSpan? MaxAge(OpenIddictRequest request, Client client)
        => request.MaxAge is { } seconds ? TimeSpan.FromSeconds(seconds)
            : client.DefaultMaxAge is { } byDefault ? TimeSpan.FromSeconds(byDefault)
            : null;
}
