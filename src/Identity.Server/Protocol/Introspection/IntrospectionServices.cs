using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Introspection;

/// <summary>The introspection endpoint (RFC 7662).</summary>
internal static class IntrospectionServices
{
    public static OpenIddictServerBuilder AddIntrospection(this OpenIddictServerBuilder server) => server
        .SetIntrospectionEndpointUris("connect/introspect")
        .RemoveEventHandler(OpenIddictServerHandlers.Introspection.ValidateAuthorizedParty.Descriptor)
        .AddEventHandler<ValidateIntrospectionRequestContext>(step => step
            .UseScopedHandler<RequireNamedCaller>()
            .SetOrder(OpenIddictServerHandlers.Introspection.ValidateAuthorizedParty.Descriptor.Order))
        .RemoveEventHandler(OpenIddictServerHandlers.Introspection.AttachApplicationClaims.Descriptor)
        .AddEventHandler<HandleIntrospectionRequestContext>(step => step.UseScopedHandler<DescribeToken>().SetOrder(After.BuiltIn))
        .AddEventHandler<ApplyIntrospectionResponseContext>(step => step.UseSingletonHandler<TidyIntrospection>().SetOrder(Before.BuiltIn))
        .AddEventHandler<ApplyIntrospectionResponseContext>(step => step.UseScopedHandler<SignIntrospection>().SetOrder(Before.Json));
}
