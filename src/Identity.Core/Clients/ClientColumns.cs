using System.Globalization;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Core.Clients;

/// <summary>The one place that knows how metadata of a client is kept: in OpenIddict's columns, and in ours.</summary>
public static class ClientColumns
{
    /// <summary>The setting with the longest life of a refresh token family, in OpenIddict's form of a time span.</summary>
    public const string RefreshTokenAbsoluteLifetime = "identity:refresh_token_absolute_lifetime";

    /// <summary>The setting that names how the client authenticates at the token endpoint.</summary>
    public const string TokenEndpointAuthMethod = "identity:token_endpoint_auth_method";

    /// <summary>The setting of a client that may sign people in on its own screens.</summary>
    public const string AuthorizationChallenge = "identity:authorization_challenge";

    // Every client may use these; which grants and scopes is said one by one.
    private static readonly string[] Endpoints =
        [Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.DeviceAuthorization, Permissions.Endpoints.EndSession, Permissions.Endpoints.Revocation];

    /// <summary>Writes the metadata; the secret and the times of the row are the caller's.</summary>
    public static void Write(ClientMetadata metadata, Client client)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        ArgumentNullException.ThrowIfNull(client);

        client.ClientId = metadata.ClientId;
        client.DisplayName = metadata.ClientName;
        client.ApplicationType = metadata.ApplicationType;
        client.ClientType = metadata.IsPublic ? ClientTypes.Public : ClientTypes.Confidential;
        client.ConsentType = metadata.FirstParty ? ConsentTypes.Implicit : ConsentTypes.Explicit;
        client.RedirectUris = JsonText.Of(metadata.RedirectUris);
        client.PostLogoutRedirectUris = JsonText.Of(metadata.PostLogoutRedirectUris);
        client.Permissions = JsonText.Of(
        [
            .. Endpoints,
            .. metadata.GrantTypes.Contains(GrantTypes.AuthorizationCode) ? new[] { Permissions.Endpoints.PushedAuthorization } : [],
            .. metadata.IsPublic ? [] : new[] { Permissions.Endpoints.Introspection },
            .. metadata.GrantTypes.Select(grant => Permissions.Prefixes.GrantType + grant),
            .. metadata.ResponseTypes.Select(type => Permissions.Prefixes.ResponseType + type),
            .. metadata.Scopes.Select(scope => Permissions.Prefixes.Scope + scope),
        ]);
        client.Requirements = JsonText.Of(
        [
            .. metadata.RequirePkce ? new[] { Requirements.Features.ProofKeyForCodeExchange } : [],
            .. metadata.RequirePushedAuthorizationRequests ? new[] { Requirements.Features.PushedAuthorizationRequests } : [],
        ]);
        client.Settings = JsonText.Of(SettingsOf(metadata));
        (client.ClientUri, client.LogoUri, client.PolicyUri, client.TosUri) = (metadata.ClientUri, metadata.LogoUri, metadata.PolicyUri, metadata.TosUri);
        client.Contacts = [.. metadata.Contacts];
        client.DefaultMaxAge = metadata.DefaultMaxAge;
        client.FirstParty = metadata.FirstParty;
        WriteKeys(metadata, client);
        (client.SubjectType, client.SectorIdentifierUri) = (metadata.SubjectType, metadata.SectorIdentifierUri);
        (client.DefaultAcrValues, client.RequireAuthTime) = ([.. metadata.DefaultAcrValues], metadata.RequireAuthTime);
        (client.BackchannelLogoutUri, client.BackchannelLogoutSessionRequired) = (metadata.BackchannelLogoutUri, metadata.BackchannelLogoutSessionRequired);
        (client.FrontchannelLogoutUri, client.FrontchannelLogoutSessionRequired) = (metadata.FrontchannelLogoutUri, metadata.FrontchannelLogoutSessionRequired);
        client.TokenExchangeClients = [.. metadata.TokenExchangeClients];
        WriteOrigins(metadata, client);
    }

    /// <summary>Reads the metadata back, as it was written.</summary>
    public static ClientMetadata Read(Client client)
    {
        ArgumentNullException.ThrowIfNull(client);
        var permissions = JsonText.List(client.Permissions);
        var requirements = JsonText.List(client.Requirements);
        return new ClientMetadata(client.ClientId!)
        {
            ClientName = client.DisplayName,
            RedirectUris = JsonText.List(client.RedirectUris),
            PostLogoutRedirectUris = JsonText.List(client.PostLogoutRedirectUris),
            GrantTypes = With(Permissions.Prefixes.GrantType),
            ResponseTypes = With(Permissions.Prefixes.ResponseType),
            Scopes = With(Permissions.Prefixes.Scope),
            TokenEndpointAuthMethod = AuthMethod(client),
            ApplicationType = client.ApplicationType ?? ApplicationTypes.Web,
            LogoUri = client.LogoUri,
            ClientUri = client.ClientUri,
            PolicyUri = client.PolicyUri,
            TosUri = client.TosUri,
            Contacts = client.Contacts,
            DefaultMaxAge = client.DefaultMaxAge,
            FirstParty = client.FirstParty,
            AuthorizationChallenge = JsonText.Map(client.Settings).ContainsKey(AuthorizationChallenge),
            RequirePkce = requirements.Contains(Requirements.Features.ProofKeyForCodeExchange),
            RequirePushedAuthorizationRequests = requirements.Contains(Requirements.Features.PushedAuthorizationRequests),
            Jwks = client.JsonWebKeySet,
            JwksUri = client.JwksUri,
            TokenEndpointAuthSigningAlg = client.TokenEndpointAuthSigningAlg,
            ClientAssertionAudience = client.ClientAssertionAudience,
            IdTokenSignedResponseAlg = client.IdTokenSignedResponseAlg,
            UserinfoSignedResponseAlg = client.UserinfoSignedResponseAlg,
            IntrospectionSignedResponseAlg = client.IntrospectionSignedResponseAlg,
            RequestObjectSigningAlg = client.RequestObjectSigningAlg,
            RequireSignedRequestObject = client.RequireSignedRequestObject,
            SubjectType = client.SubjectType,
            SectorIdentifierUri = client.SectorIdentifierUri,
            DefaultAcrValues = client.DefaultAcrValues,
            RequireAuthTime = client.RequireAuthTime,
            BackchannelLogoutUri = client.BackchannelLogoutUri,
            BackchannelLogoutSessionRequired = client.BackchannelLogoutSessionRequired,
            FrontchannelLogoutUri = client.FrontchannelLogoutUri,
            FrontchannelLogoutSessionRequired = client.FrontchannelLogoutSessionRequired,
            TokenExchangeClients = client.TokenExchangeClients,
            AccessTokenLifetime = Seconds(OpenIddict.Abstractions.OpenIddictConstants.Settings.TokenLifetimes.AccessToken),
            RefreshTokenIdleLifetime = Seconds(OpenIddict.Abstractions.OpenIddictConstants.Settings.TokenLifetimes.RefreshToken),
            RefreshTokenAbsoluteLifetime = Seconds(RefreshTokenAbsoluteLifetime),
        };

        List<string> With(string prefix)
            => [.. permissions.Where(permission => permission.StartsWith(prefix, StringComparison.Ordinal)).Select(permission => permission[prefix.Length..])];

        int? Seconds(string name)
            => (int?)Lifetime(client.Settings, name)?.TotalSeconds;
    }

    /// <summary>A lifetime of the client's own, from its settings.</summary>
    public static TimeSpan? Lifetime(string? settings, string name)
        => JsonText.Map(settings).TryGetValue(name, out var text) ? TimeSpan.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>How the client authenticates.</summary>
    public static string AuthMethod(Client client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.ClientType == ClientTypes.Public
            ? ClientAuthenticationMethods.None
            : JsonText.Map(client.Settings).GetValueOrDefault(TokenEndpointAuthMethod, ClientAuthenticationMethods.ClientSecretBasic);
    }

    /// <summary>Whether the client may sign people in on its own screens.</summary>
    public static bool MaySignInItself(Client client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.FirstParty && JsonText.Map(client.Settings).ContainsKey(AuthorizationChallenge);
    }

    private static Dictionary<string, string> SettingsOf(ClientMetadata metadata)
    {
        var settings = new Dictionary<string, string>();
        foreach (var (name, seconds) in new[]
        {
            (OpenIddict.Abstractions.OpenIddictConstants.Settings.TokenLifetimes.AccessToken, metadata.AccessTokenLifetime),
            (OpenIddict.Abstractions.OpenIddictConstants.Settings.TokenLifetimes.RefreshToken, metadata.RefreshTokenIdleLifetime),
            (RefreshTokenAbsoluteLifetime, metadata.RefreshTokenAbsoluteLifetime),
        })
        {
            if (seconds is { } value) settings[name] = TimeSpan.FromSeconds(value).ToString("c", CultureInfo.InvariantCulture);
        }

        if (metadata.AuthorizationChallenge) settings[AuthorizationChallenge] = "true";
        if (!metadata.IsPublic) settings[TokenEndpointAuthMethod] = metadata.TokenEndpointAuthMethod;
        return settings;
    }

    private static void WriteKeys(ClientMetadata metadata, Client client)
    {
        (client.JsonWebKeySet, client.JwksUri) = (metadata.Jwks, metadata.JwksUri);
        (client.TokenEndpointAuthSigningAlg, client.ClientAssertionAudience) = (metadata.TokenEndpointAuthSigningAlg, metadata.ClientAssertionAudience);
        client.IdTokenSignedResponseAlg = metadata.IdTokenSignedResponseAlg;
        client.UserinfoSignedResponseAlg = metadata.UserinfoSignedResponseAlg;
        client.IntrospectionSignedResponseAlg = metadata.IntrospectionSignedResponseAlg;
        (client.RequestObjectSigningAlg, client.RequireSignedRequestObject) = (metadata.RequestObjectSigningAlg, metadata.RequireSignedRequestObject);
    }

    private static void WriteOrigins(ClientMetadata metadata, Client client)
    {
        var origins = metadata.RedirectUris.Select(RedirectUriRules.Origin).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var gone in client.Origins.Where(origin => !origins.Contains(origin.Origin)).ToList()) client.Origins.Remove(gone);
        foreach (var added in origins.Except(client.Origins.Select(origin => origin.Origin))) client.Origins.Add(new ClientOrigin { Origin = added });
    }
}
