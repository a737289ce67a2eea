using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.ClaimsRequest;

/// <summary>The <c>claims</c> parameter (OpenID Connect Core, section 5.5).</summary>
internal static class ClaimsRequestServices
{
    public static OpenIddictServerBuilder AddClaimsRequest(this OpenIddictServerBuilder server)
    {
        server.Services.AddScoped<AskedScopes>();
        server.Services.AddScoped<ClaimValues>();
        server.Services.AddScoped<IdTokenClaims>();
        return server
            .AddEventHandler<ValidateAuthorizationRequestContext>(step => step.UseSingletonHandler<ValidateClaimsParameter>().SetOrder(After.BuiltIn))
            .AddEventHandler<ValidatePushedAuthorizationRequestContext>(step => step.UseSingletonHandler<ValidateClaimsParameter>().SetOrder(After.BuiltIn))
            .AddEventHandler<HandleConfigurationRequestContext>(step => step.UseSingletonHandler<DescribeClaimsParameter>().SetOrder(After.BuiltIn));
    }
}

internal sealed class DescribeClaimsParameter : IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        context.Metadata[OpenIddictConstants.Metadata.ClaimsParameterSupported] = true;
        context.Metadata[OpenIddictConstants.Metadata.DisplayValuesSupported] = new OpenIddictParameter(["page", "popup", "touch"]);
        return ValueTask.CompletedTask;
    }
}
