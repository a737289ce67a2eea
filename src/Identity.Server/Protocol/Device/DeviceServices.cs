using Identity.Hosting.Settings;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Device;

/// <summary>Sign-in on devices without a keyboard (RFC 8628): their endpoint, their grant, and the pages for people.</summary>
internal static class DeviceServices
{
    public static OpenIddictServerBuilder AddDevice(this OpenIddictServerBuilder server)
    {
        server.Services.AddSettings<DeviceOptions>(DeviceOptions.Section);
        server.Services.AddScoped<DeviceCodeTries>();
        server.Services.AddScoped<DeviceFlows>();
        server.Services.AddScoped<DeviceCodeEntry>();
        server.Services.AddScoped<DeviceDecisions>();
        return server
            .SetDeviceAuthorizationEndpointUris("connect/device")
            .SetEndUserVerificationEndpointUris("device")
            .AllowDeviceAuthorizationFlow()
            .AddEventHandler<ExtractEndUserVerificationRequestContext>(step => step.UseSingletonHandler<LeaveToPages>().SetOrder(Before.BuiltIn))
            .AddEventHandler<ProcessSignInContext>(step => step.UseScopedHandler<IssueDeviceCode>().SetOrder(After.TokenChoice))
            .RemoveEventHandler(OpenIddictServerHandlers.ValidateDeviceCode.Descriptor)
            .AddEventHandler<ProcessAuthenticationContext>(step => step.UseScopedHandler<RedeemDeviceCode>().SetOrder(OpenIddictServerHandlers.ValidateDeviceCode.Descriptor.Order))
            .AddEventHandler<HandleTokenRequestContext>(step => step.UseScopedHandler<RedeemDeviceCode>().SetOrder(After.BuiltIn))
            .AddEventHandler<ProcessSignInContext>(step => step.UseScopedHandler<RedeemDeviceCode>().SetOrder(After.TokenChoice));
    }
}
