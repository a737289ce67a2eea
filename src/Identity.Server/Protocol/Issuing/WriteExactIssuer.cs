using Identity.Hosting.Settings;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Issuing;

/// <summary>
/// The issuer is compared as a string (OpenID Connect Discovery, section 4.3; RFC 9207, section 2.4), and OpenIddict
/// writes it as an address, with a slash that nobody configured.
/// </summary>
internal sealed class WriteExactIssuer(IOptions<ServerAddressOptions> addresses) :
    IOpenIddictServerHandler<GenerateTokenContext>,
    IOpenIddictServerHandler<ApplyAuthorizationResponseContext>,
    IOpenIddictServerHandler<ApplyConfigurationResponseContext>
{
    private readonly string _issuer = Issuer.Of(addresses.Value);

    public ValueTask HandleAsync(GenerateTokenContext context)
    {
        context.Principal.SetClaim(OpenIddictConstants.Claims.Private.Issuer, _issuer);
        return ValueTask.CompletedTask;
    }

    public ValueTask HandleAsync(ApplyAuthorizationResponseContext context)
    {
        if (context.RedirectUri is { Length: > 0 }) context.Response.Iss = _issuer;
        return ValueTask.CompletedTask;
    }

    public ValueTask HandleAsync(ApplyConfigurationResponseContext context)
    {
        if (context.Response.Error is null) context.Response[OpenIddictConstants.Metadata.Issuer] = _issuer;
        return ValueTask.CompletedTask;
    }
}
