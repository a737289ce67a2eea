using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.ResourceIndicators;

/// <summary>An application names the API that a token is for (RFC 8707). OpenIddict's own checks know a fixed list alone.</summary>
internal static class ResourceIndicatorServices
{
    public static OpenIddictServerBuilder AddResourceIndicators(this OpenIddictServerBuilder server)
    {
        server.Services.AddScoped<TokenPermissions>();
        return server
            .DisableResourceValidation()
            .IgnoreResourcePermissions()
            .RemoveEventHandler(OpenIddictServerHandlers.Authentication.ValidateResourceParameter.Descriptor)
            .RemoveEventHandler(OpenIddictServerHandlers.Authentication.ValidatePushedResourceParameter.Descriptor)
            .RemoveEventHandler(OpenIddictServerHandlers.Exchange.ValidateResourceParameter.Descriptor)
            .AddEventHandler<ProcessSignInContext>(step => step.UseSingletonHandler<RequireGrantedResource>().SetOrder(Before.Redemption))
            .AddEventHandler<ValidateAuthorizationRequestContext>(step => step.UseScopedHandler<RequireKnownResource>().SetOrder(After.BuiltIn))
            .AddEventHandler<ValidatePushedAuthorizationRequestContext>(step => step.UseScopedHandler<RequireKnownResource>().SetOrder(After.BuiltIn))
            .AddEventHandler<ProcessSignInContext>(step => step.UseScopedHandler<NarrowAccessToken>().SetOrder(After.AccessTokenClaims));
    }
}
