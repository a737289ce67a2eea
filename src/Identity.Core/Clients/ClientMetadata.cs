using Identity.Core.Keys;
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

    /// <summary>It may sign people in on its own screens, at <c>/connect/challenge</c>; for the operator's own applications alone.</summary>
    public bool AuthorizationChallenge { get; init; }

    public bool RequirePkce { get; init; } = true;
    /// <summary>Its public keys, a JSON Web Key Set (RFC 7517, section 5); instead of <see cref="JwksUri"/>.</summary>
    public string? Jwks { get; init; }

    public string? JwksUri { get; init; }
    public string? TokenEndpointAuthSigningAlg { get; init; }

    /// <summary>What its assertions name as <c>aud</c>: our issuer, or the address of the token endpoint as well.</summary>
    public string ClientAssertionAudience { get; init; } = ClientAssertionAudiences.Issuer;

    public string IdTokenSignedResponseAlg { get; init; } = SignatureAlgorithms.RsaSha256;
    public string? UserinfoSignedResponseAlg { get; init; }
    public string? IntrospectionSignedResponseAlg { get; init; }
    public string? RequestObjectSigningAlg { get; init; }
    public bool RequireSignedRequestObject { get; init; }
    public bool RequirePushedAuthorizationRequests { get; init; }

    /// <summary><c>public</c>, or <c>pairwise</c>: a subject that no client of another sector knows.</summary>
    public string SubjectType { get; init; } = SubjectTypes.Public;

    public string? SectorIdentifierUri { get; init; }
    public IReadOnlyList<string> DefaultAcrValues { get; init; } = [];
    public bool RequireAuthTime { get; init; }
    public string? BackchannelLogoutUri { get; init; }
    public bool BackchannelLogoutSessionRequired { get; init; }
    public string? FrontchannelLogoutUri { get; init; }
    public bool FrontchannelLogoutSessionRequired { get; init; }

    /// <summary>The clients whose access tokens it may exchange (RFC 8693).</summary>
    public IReadOnlyList<string> TokenExchangeClients { get; init; } = [];

    public int? AccessTokenLifetime { get; init; }
    public int? RefreshTokenIdleLifetime { get; init; }
    public int? RefreshTokenAbsoluteLifetime { get; init; }

    /// <summary>It keeps no secret: a browser or a device runs it.</summary>
    public bool IsPublic => TokenEndpointAuthMethod == ClientAuthenticationMethods.None;

    /// <summary>It proves who it is with a key of its own (RFC 7523) and has no secret.</summary>
    public bool UsesKey => TokenEndpointAuthMethod == ClientAuthenticationMethods.PrivateKeyJwt;

    public bool IsNative => ApplicationType == ApplicationTypes.Native;
}
