using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.RequestObjects;

/// <summary>An application signs its authorization request (RFC 9101). Objects come by value; a <c>request_uri</c> is ours alone.</summary>
internal static class RequestObjectServices
{
    public static OpenIddictServerBuilder AddRequestObjects(this OpenIddictServerBuilder server)
    {
        server.Services.AddScoped<RequestObjects>();
        return server
            .RemoveEventHandler(OpenIddictServerHandlers.Authentication.ValidateRequestParameter.Descriptor)
            .RemoveEventHandler(OpenIddictServerHandlers.Authentication.ValidatePushedRequestParameter.Descriptor)
            .AddEventHandler<ExtractAuthorizationRequestContext>(step => step.UseScopedHandler<ReadRequestObject>().SetOrder(After.Unpacking))
            .AddEventHandler<ExtractPushedAuthorizationRequestContext>(step => step.UseScopedHandler<ReadRequestObject>().SetOrder(After.Unpacking))
            .AddEventHandler<ValidateAuthorizationRequestContext>(step => step.UseScopedHandler<RequireSignedRequest>().SetOrder(After.BuiltIn))
            .AddEventHandler<ValidatePushedAuthorizationRequestContext>(step => step.UseScopedHandler<RequireSignedRequest>().SetOrder(After.BuiltIn))
            .AddEventHandler<HandleConfigurationRequestContext>(step => step.UseSingletonHandler<DescribeRequestObjects>().SetOrder(After.BuiltIn));
    }
}
