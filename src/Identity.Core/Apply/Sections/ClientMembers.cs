using System.Text.Json;
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
        new("client_secret", c => c.SecretHashes is [var only] ? Shown(only) : null, SetSecret),
        new("client_secrets", c => c.SecretHashes.Count > 1 ? c.SecretHashes.Select(Shown).ToList() : null, SetSecrets),
        new("jwks", c => c.Metadata.Jwks, (c, json) => c with { Metadata = c.Metadata with { Jwks = json.Object() } }),
        Member("jwks_uri", c => c.JwksUri, (c, json) => c with { JwksUri = json.Text(Lengths.Uri) }),
        Member("token_endpoint_auth_signing_alg", c => c.TokenEndpointAuthSigningAlg, (c, json) => c with { TokenEndpointAuthSigningAlg = json.Text(Lengths.Code) }),
        Member("client_assertion_audience", c => c.ClientAssertionAudience, (c, json) => c with { ClientAssertionAudience = json.Text(Lengths.Code) ?? Default.ClientAssertionAudience }),
        Member("id_token_signed_response_alg", c => c.IdTokenSignedResponseAlg, (c, json) => c with { IdTokenSignedResponseAlg = json.Text(Lengths.Code) ?? Default.IdTokenSignedResponseAlg }),
        Member("userinfo_signed_response_alg", c => c.UserinfoSignedResponseAlg, (c, json) => c with { UserinfoSignedResponseAlg = json.Text(Lengths.Code) }),
        Member("introspection_signed_response_alg", c => c.IntrospectionSignedResponseAlg, (c, json) => c with { IntrospectionSignedResponseAlg = json.Text(Lengths.Code) }),
        Member("request_object_signing_alg", c => c.RequestObjectSigningAlg, (c, json) => c with { RequestObjectSigningAlg = json.Text(Lengths.Code) }),
        Member("require_signed_request_object", c => c.RequireSignedRequestObject, (c, json) => c with { RequireSignedRequestObject = json.Flag(Default.RequireSignedRequestObject) }),
        Member("require_pushed_authorization_requests", c => c.RequirePushedAuthorizationRequests, (c, json) => c with { RequirePushedAuthorizationRequests = json.Flag(Default.RequirePushedAuthorizationRequests) }),
        Member("subject_type", c => c.SubjectType, (c, json) => c with { SubjectType = json.Text(Lengths.Code) ?? Default.SubjectType }),
        Member("sector_identifier_uri", c => c.SectorIdentifierUri, (c, json) => c with { SectorIdentifierUri = json.Text(Lengths.Uri) }),
        Member("default_acr_values", c => c.DefaultAcrValues, (c, json) => c with { DefaultAcrValues = json.Texts(Lengths.Name) }),
        Member("require_auth_time", c => c.RequireAuthTime, (c, json) => c with { RequireAuthTime = json.Flag(Default.RequireAuthTime) }),
        Member("backchannel_logout_uri", c => c.BackchannelLogoutUri, (c, json) => c with { BackchannelLogoutUri = json.Text(Lengths.Uri) }),
        Member("backchannel_logout_session_required", c => c.BackchannelLogoutSessionRequired, (c, json) => c with { BackchannelLogoutSessionRequired = json.Flag(Default.BackchannelLogoutSessionRequired) }),
        Member("frontchannel_logout_uri", c => c.FrontchannelLogoutUri, (c, json) => c with { FrontchannelLogoutUri = json.Text(Lengths.Uri) }),
        Member("frontchannel_logout_session_required", c => c.FrontchannelLogoutSessionRequired, (c, json) => c with { FrontchannelLogoutSessionRequired = json.Flag(Default.FrontchannelLogoutSessionRequired) }),
        Member("token_exchange_clients", c => c.TokenExchangeClients, (c, json) => c with { TokenExchangeClients = json.Texts(Lengths.ClientId) }),
        Member("application_type", c => c.ApplicationType, (c, json) => c with { ApplicationType = json.Text(Lengths.Name) ?? Default.ApplicationType }),
        Member("logo_uri", c => c.LogoUri, (c, json) => c with { LogoUri = json.Text(Lengths.Uri) }),
        Member("client_uri", c => c.ClientUri, (c, json) => c with { ClientUri = json.Text(Lengths.Uri) }),
        Member("policy_uri", c => c.PolicyUri, (c, json) => c with { PolicyUri = json.Text(Lengths.Uri) }),
        Member("tos_uri", c => c.TosUri, (c, json) => c with { TosUri = json.Text(Lengths.Uri) }),
        Member("contacts", c => c.Contacts, (c, json) => c with { Contacts = json.Texts(Lengths.Email) }),
        Member("default_max_age", c => c.DefaultMaxAge, (c, json) => c with { DefaultMaxAge = json.Number() }),
        Member("first_party", c => c.FirstParty, (c, json) => c with { FirstParty = json.Flag(Default.FirstParty) }),
        Member("authorization_challenge", c => c.AuthorizationChallenge, (c, json) => c with { AuthorizationChallenge = json.Flag(Default.AuthorizationChallenge) }),
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
        if (json.IsNull) return state with { SecretHashes = [] };
        return Hash(json) is { } hash ? state with { SecretHashes = [hash] } : state;
    }

    private static ClientState SetSecrets(ClientState state, JsonRead json)
    {
        if (json.IsNull) return state with { SecretHashes = [] };
        if (json.Value.Kind != JsonValueKind.Array) return json.Refuse<ClientState>("This must be a list of secrets: [ … ]. A single one is called 'client_secret'.") ?? state;
        if (json.Value.Items.Count > ClientSecrets.MaximumCount)
        {
            return json.Refuse<ClientState>($"A client has at most {ClientSecrets.MaximumCount} secrets at a time. Remove those that no instance uses any more.") ?? state;
        }

        return state with { SecretHashes = [.. json.Value.Items.Select(item => Hash(json with { Value = item })).OfType<string>().Distinct().Order(StringComparer.Ordinal)] };
    }

    private static string? Hash(JsonRead json)
        => json.Secret() is not { } secret ? null
            : secret.Length is >= ClientSecrets.MinimumLength and <= ClientSecrets.MaximumLength ? ClientSecrets.Hash(secret)
            : json.Refuse<string>($"A client secret has {ClientSecrets.MinimumLength} to {ClientSecrets.MaximumLength} characters; this one has {secret.Length}. 'openssl rand -base64 32' makes a good one.");

    // Enough of the hash to tell two secrets apart, and far too little to try secrets against.
    private static string Shown(string hash) => $"(secret {hash.Split('.')[1][..4]}…)";

    private static Member<ClientState> Member(string name, Func<ClientMetadata, object?> get, Func<ClientMetadata, JsonRead, ClientMetadata> set)
        => new(name, state => get(state.Metadata), (state, json) => state with { Metadata = set(state.Metadata, json) });
}
