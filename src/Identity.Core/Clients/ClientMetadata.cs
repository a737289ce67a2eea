using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Core.Clients;

/// <summary>What an application registers (RFC 7591, section 2), and our own members. Lifetimes are in seconds.</summary>
public sealed record ClientMetadata(string ClientId)
{
    public string? ClientName { get; init; }
    public IReadOnlyList<string> RedirectUris { get; init; } = [];
    public IReadOnlyList<string> PostLogoutRedirectUris { get; init; } = [];
    public IReadOnlyList<string> GrantTypes { get; init; } = [OpenIddict.Abstractions.OpenIddictConstants.GrantTypes.AuthorizationCode];
    public IReadOnlyList<string> ResponseTypes { get; init; } = [OpenIddict.Abstractions.OpenIddictConstants.ResponseTypes.Code];

    /// <summary>What it may ask for.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [OpenIddict.Abstractions.OpenIddictConstants.Scopes.OpenId];

    public string TokenEndpointAuthMethod { get; init; } = ClientAuthenticationMethods.ClientSecretBasic;
    public string ApplicationType { get; init; } = ApplicationTypes.Web;
    public string? LogoUri { get; init; }
    public string? ClientUri { get; init; }
    public string? PolicyUri { get; init; }
    public string? TosUri { get; init; }
    public IReadOnlyList<string> Contacts { get; init; } = [];
    public int? DefaultMaxAge { get; init; }

    /// <summary>The operator's own application: people are not asked for consent.</summary>
    public bool FirstParty { get; init; }

    public bool RequirePkce { get; init; } = true;
    public int? AccessTokenLifetime { get; init; }
    public int? RefreshTokenIdleLifetime { get; init; }
    public int? RefreshTokenAbsoluteLifetime { get; init; }

    /// <summary>It keeps no secret: a browser or a device runs it.</summary>
    public bool IsPublic => TokenEndpointAuthMethod == ClientAuthenticationMethods.None;

    public bool IsNative => ApplicationType == ApplicationTypes.Native;
}
