using Identity.Core.Apply.Json;
using Identity.Core.Clients;
using Identity.Core.Data;

namespace Identity.Core.Apply.Sections;

/// <summary>The members of a client (RFC 7591, and our own).</summary>
internal static class ClientMembers
{
    private static readonly ClientMetadata Default = new("");

    public static IReadOnlyList<Member<ClientState>> All { get; } =
    [
        Member("client_name", c => c.ClientName, (c, json) => c with { ClientName = json.Text(Lengths.Name) }),
        Member("redirect_uris", c => c.RedirectUris, (c, json) => c with { RedirectUris = json.Texts(Lengths.Uri) }),
        Member("post_logout_redirect_uris", c => c.PostLogoutRedirectUris, (c, json) => c with { PostLogoutRedirectUris = json.Texts(Lengths.Uri) }),
        Member("grant_types", c => c.GrantTypes, (c, json) => c with { GrantTypes = json.IsNull ? Default.GrantTypes : json.Texts(Lengths.Name) }),
        Member("response_types", c => c.ResponseTypes, (c, json) => c with { ResponseTypes = json.IsNull ? Default.ResponseTypes : json.Texts(Lengths.Name) }),
        Member("scope", c => string.Join(' ', c.Scopes), (c, json) => c with { Scopes = Scopes(json.Text(Lengths.Uri)) }),
        Member("token_endpoint_auth_method", c => c.TokenEndpointAuthMethod, (c, json) => c with { TokenEndpointAuthMethod = json.Text(Lengths.Name) ?? Default.TokenEndpointAuthMethod }),
        new("client_secret", c => c.SecretHash is null ? null : Shown(c.SecretHash), SetSecret),
        Member("application_type", c => c.ApplicationType, (c, json) => c with { ApplicationType = json.Text(Lengths.Name) ?? Default.ApplicationType }),
        Member("logo_uri", c => c.LogoUri, (c, json) => c with { LogoUri = json.Text(Lengths.Uri) }),
        Member("client_uri", c => c.ClientUri, (c, json) => c with { ClientUri = json.Text(Lengths.Uri) }),
        Member("policy_uri", c => c.PolicyUri, (c, json) => c with { PolicyUri = json.Text(Lengths.Uri) }),
        Member("tos_uri", c => c.TosUri, (c, json) => c with { TosUri = json.Text(Lengths.Uri) }),
        Member("contacts", c => c.Contacts, (c, json) => c with { Contacts = json.Texts(Lengths.Email) }),
        Member("default_max_age", c => c.DefaultMaxAge, (c, json) => c with { DefaultMaxAge = json.Number() }),
        Member("first_party", c => c.FirstParty, (c, json) => c with { FirstParty = json.Flag(Default.FirstParty) }),
        Member("require_pkce", c => c.RequirePkce, (c, json) => c with { RequirePkce = json.Flag(Default.RequirePkce) }),
        Member("access_token_lifetime", c => c.AccessTokenLifetime, (c, json) => c with { AccessTokenLifetime = json.Number() }),
        Member("refresh_token_idle_lifetime", c => c.RefreshTokenIdleLifetime, (c, json) => c with { RefreshTokenIdleLifetime = json.Number() }),
        Member("refresh_token_absolute_lifetime", c => c.RefreshTokenAbsoluteLifetime, (c, json) => c with { RefreshTokenAbsoluteLifetime = json.Number() }),
    ];

    // RFC 6749, section 3.3.
    private static IReadOnlyList<string> Scopes(string? text)
        => text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? Default.Scopes;

    private static ClientState SetSecret(ClientState state, JsonRead json)
    {
        if (json.IsNull) return state with { SecretHash = null };
        if (json.Secret() is not { } secret) return state;

        return secret.Length is < ClientSecrets.MinimumLength or > ClientSecrets.MaximumLength
            ? json.Refuse<ClientState>($"A client secret has {ClientSecrets.MinimumLength} to {ClientSecrets.MaximumLength} characters; this one has {secret.Length}. 'openssl rand -base64 32' makes a good one.") ?? state
            : state with { SecretHash = ClientSecrets.Hash(secret) };
    }

    // Enough of the hash to tell two secrets apart, and far too little to try secrets against.
    private static string Shown(string hash) => $"(secret {hash.Split('.')[1][..4]}…)";

    private static Member<ClientState> Member(string name, Func<ClientMetadata, object?> get, Func<ClientMetadata, JsonRead, ClientMetadata> set)
        => new(name, state => get(state.Metadata), (state, json) => state with { Metadata = set(state.Metadata, json) });
}
