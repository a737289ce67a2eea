using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;

namespace Identity.Server.Protocol;

/// <summary>Places in OpenIddict's pipeline ahead of its own steps.</summary>
internal static class Before
{
    /// <summary>The first step of an event.</summary>
    public const int BuiltIn = int.MinValue;

    /// <summary>When it is settled whether a token has a row, and before that is written.</summary>
    public static readonly int Row = OpenIddictServerHandlers.Protection.CreateTokenEntry.Descriptor.Order - 250;

    /// <summary>Before the payload of a token with a row is stored.</summary>
    public static readonly int Payload = OpenIddictServerHandlers.Protection.AttachTokenPayload.Descriptor.Order - 500;

    /// <summary>Before an answer is written as JSON, when its head is complete.</summary>
    public static readonly int Json = OpenIddictServerAspNetCoreHandlers.ProcessJsonResponse<OpenIddictServerEvents.ApplyUserInfoResponseContext>.Descriptor.Order - 500;

    /// <summary>Before the redirect URI of a request is looked at.</summary>
    public static readonly int RedirectUri = OpenIddictServerHandlers.Authentication.ValidateRedirectUriParameter.Descriptor.Order - 500;

    /// <summary>Before a code or refresh token is used up: what is refused here may be tried again.</summary>
    public static readonly int Redemption = OpenIddictServerHandlers.RedeemTokenEntry.Descriptor.Order - 500;

    /// <summary>Before the issuer is put into an authorization response, when its redirect URI is known.</summary>
    public static readonly int Issuer = OpenIddictServerHandlers.Authentication.AttachIssuer.Descriptor.Order - 500;
}

/// <summary>Places in OpenIddict's pipeline behind its own steps.</summary>
internal static class After
{
    /// <summary>Behind all that OpenIddict does to handle a request.</summary>
    public const int BuiltIn = int.MaxValue;

    /// <summary>When the trace of a failed request is written, which may say more than the answer.</summary>
    public const int Trace = Before.BuiltIn + 1;

    /// <summary>As <see cref="Extraction"/>, before anything makes use of the parameters.</summary>
    public const int Reading = Unpacking - 1;

    /// <summary>As <see cref="Extraction"/>, when parameters may be packed in another.</summary>
    public const int Unpacking = Extraction - 1;

    /// <summary>When the parameters have been read from the HTTP request.</summary>
    public const int Extraction = int.MaxValue;

    /// <summary>When it is settled which tokens an answer has.</summary>
    public static readonly int TokenChoice = OpenIddictServerHandlers.EvaluateGeneratedTokens.Descriptor.Order + 500;

    /// <summary>When the claims of a code are settled.</summary>
    public static readonly int CodeClaims = OpenIddictServerHandlers.PrepareAuthorizationCodePrincipal.Descriptor.Order + 500;

    /// <summary>When the claims of an access token are settled.</summary>
    public static readonly int AccessTokenClaims = OpenIddictServerHandlers.PrepareAccessTokenPrincipal.Descriptor.Order + 500;

    /// <summary>When the keys of a token have been chosen, and before its row is written.</summary>
    public static readonly int Credentials = OpenIddictServerHandlers.Protection.AttachSecurityCredentials.Descriptor.Order + 500;
}
