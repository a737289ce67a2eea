using Identity.Core.Data;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Core.Clients;

/// <summary>What a registration must look like, whoever makes it.</summary>
public static class ClientMetadataRules
{
    /// <summary>Seconds: shorter ones would make clients renew all the time, longer ones can't be taken back in time.</summary>
    public const int ShortestLifetime = 60;
    public const int LongestAccessTokenLifetime = 24 * 60 * 60;
    public const int LongestRefreshTokenLifetime = 366 * 24 * 60 * 60;

    public static IReadOnlyList<string> SupportedGrantTypes { get; } =
        [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken, GrantTypes.ClientCredentials, GrantTypes.DeviceCode, GrantTypes.TokenExchange];
    public static IReadOnlyList<string> SupportedResponseTypes { get; } = [ResponseTypes.Code];
    public static IReadOnlyList<string> SupportedAuthMethods { get; } =
        [ClientAuthenticationMethods.ClientSecretBasic, ClientAuthenticationMethods.ClientSecretPost, ClientAuthenticationMethods.PrivateKeyJwt, ClientAuthenticationMethods.None];
    public static IReadOnlyList<string> SupportedApplicationTypes { get; } = [ApplicationTypes.Web, ApplicationTypes.Native];

    public static IEnumerable<MetadataError> Check(ClientMetadata client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return [.. Names(client), .. Choices(client), .. Uris(client), .. Lifetimes(client), .. ClientKeyRules.Check(client), .. ClientPrivacyRules.Check(client)];
    }

    private static IEnumerable<MetadataError> Names(ClientMetadata client)
    {
        // VSCHAR of RFC 6749, appendix A.1, without the space.
        if (client.ClientId.Length is 0 or > Lengths.ClientId || client.ClientId.Any(c => c is < '!' or > '~'))
        {
            yield return MetadataError.Other("client_id", $"It has 1 to {Lengths.ClientId} visible ASCII characters without spaces.");
        }

        foreach (var (member, text, max) in new[] { ("client_name", client.ClientName, Lengths.Name) }.Concat(client.Contacts.Select(contact => ("contacts", (string?)contact, Lengths.Email))))
        {
            if (text is not null && (text.Length is 0 || text.Length > max || text.Any(char.IsControl)))
            {
                yield return MetadataError.Other(member, $"It has 1 to {max} characters without line breaks.");
            }
        }
    }

    private static IEnumerable<MetadataError> Choices(ClientMetadata client)
    {
        IEnumerable<MetadataError?> found =
        [
            .. client.GrantTypes.Select(grant => OneOf("grant_types", grant, SupportedGrantTypes)),
            .. client.ResponseTypes.Select(type => OneOf("response_types", type, SupportedResponseTypes)),
            OneOf("token_endpoint_auth_method", client.TokenEndpointAuthMethod, SupportedAuthMethods),
            OneOf("application_type", client.ApplicationType, SupportedApplicationTypes),
            Repeated("grant_types", client.GrantTypes),
            Repeated("response_types", client.ResponseTypes),
            Repeated("scope", client.Scopes),
        ];
        foreach (var error in found.OfType<MetadataError>()) yield return error;

        var code = client.GrantTypes.Contains(GrantTypes.AuthorizationCode);
        var credentials = client.GrantTypes.Contains(GrantTypes.ClientCredentials);
        var device = client.GrantTypes.Contains(GrantTypes.DeviceCode);
        var exchange = client.GrantTypes.Contains(GrantTypes.TokenExchange);
        if (!code && !credentials && !device && !exchange) yield return MetadataError.Other("grant_types", $"It needs 'authorization_code' for people to sign in, '{GrantTypes.DeviceCode}' for a device without a keyboard, 'client_credentials' for a service, or '{GrantTypes.TokenExchange}' for one that calls others.");
        if (!code && !device && client.GrantTypes.Contains(GrantTypes.RefreshToken)) yield return MetadataError.Other("grant_types", "'refresh_token' needs 'authorization_code' or the device grant: a service just asks for a new token.");
        if (credentials && client.IsPublic) yield return MetadataError.Other("grant_types", "'client_credentials' is for clients that authenticate, with a secret or a key.");
        if (exchange && client.IsPublic) yield return MetadataError.Other("grant_types", $"'{GrantTypes.TokenExchange}' is for clients that authenticate, with a secret or a key.");
        if (code && !client.ResponseTypes.Contains(ResponseTypes.Code)) yield return MetadataError.Other("response_types", "'code' is missing: the grant type authorization_code needs it.");
        if (client is { IsPublic: true, RequirePkce: false }) yield return MetadataError.Other("require_pkce", "Only a client that authenticates, with a secret or a key, may go without PKCE.");
        if (client is { AuthorizationChallenge: true, FirstParty: false }) yield return MetadataError.Other("authorization_challenge", "Only an application of your own may ask people for their password: it needs 'first_party'.");
        if (client.AuthorizationChallenge && !code) yield return MetadataError.Other("authorization_challenge", "It needs the grant type 'authorization_code': what the application gets is a code.");
        if (client is { AuthorizationChallenge: true, RequireSignedRequestObject: true }) yield return MetadataError.Other("authorization_challenge", "It does not go with 'require_signed_request_object': /connect/challenge takes plain parameters.");
    }

    private static IEnumerable<MetadataError> Uris(ClientMetadata client)
    {
        if (client.RedirectUris.Count == 0 && client.GrantTypes.Contains(GrantTypes.AuthorizationCode)) yield return MetadataError.Uri("redirect_uris", "At least one is needed. A valid example: https://app.example.com/callback");
        foreach (var (member, uris) in new[] { ("redirect_uris", client.RedirectUris), ("post_logout_redirect_uris", client.PostLogoutRedirectUris) })
        {
            foreach (var uri in uris)
            {
                if (RedirectUriRules.Check(uri, client.IsNative) is { } wrong) yield return MetadataError.Uri(member, wrong);
            }

            if (Repeated(member, uris) is { } repeated) yield return repeated with { Code = "invalid_redirect_uri" };
        }

        foreach (var (member, uri) in new[] { ("logo_uri", client.LogoUri), ("client_uri", client.ClientUri), ("policy_uri", client.PolicyUri), ("tos_uri", client.TosUri) })
        {
            // These are shown to people as links and pictures: the same care, and never an application's own scheme.
            if (uri is not null && RedirectUriRules.Check(uri, native: false) is { } wrong) yield return MetadataError.Other(member, wrong);
        }
    }

    private static IEnumerable<MetadataError> Lifetimes(ClientMetadata client)
    {
        IEnumerable<MetadataError?> found =
        [
            Between("access_token_lifetime", client.AccessTokenLifetime, ShortestLifetime, LongestAccessTokenLifetime),
            Between("refresh_token_idle_lifetime", client.RefreshTokenIdleLifetime, ShortestLifetime, LongestRefreshTokenLifetime),
            Between("refresh_token_absolute_lifetime", client.RefreshTokenAbsoluteLifetime, ShortestLifetime, LongestRefreshTokenLifetime),
            Between("default_max_age", client.DefaultMaxAge, 0, LongestRefreshTokenLifetime),
        ];
        foreach (var error in found.OfType<MetadataError>()) yield return error;

        if (client.RefreshTokenIdleLifetime > client.RefreshTokenAbsoluteLifetime)
        {
            yield return MetadataError.Other("refresh_token_idle_lifetime", "It can't be longer than refresh_token_absolute_lifetime.");
        }
    }

    private static MetadataError? OneOf(string member, string value, IReadOnlyList<string> supported)
        => supported.Contains(value)
            ? null
            : MetadataError.Other(member, $"'{value}' is not supported by this version. Supported: {string.Join(", ", supported)}.");

    private static MetadataError? Repeated(string member, IReadOnlyList<string> values)
        => values.GroupBy(value => value, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? MetadataError.Other(member, $"'{twice.Key}' is there twice. Remove one.")
            : null;

    private static MetadataError? Between(string member, int? value, int min, int max)
        => value is null || (value >= min && value <= max)
            ? null
            : MetadataError.Other(member, $"{value} is not between {min} and {max} seconds.");
}
