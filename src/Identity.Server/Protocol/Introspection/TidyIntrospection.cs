using Identity.Hosting.Settings;
using Identity.Server.Protocol.Issuing;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Introspection;

/// <summary>Writes the issuer as everywhere else, and leaves out what no specification knows.</summary>
internal sealed class TidyIntrospection(IOptions<ServerAddressOptions> addresses) : IOpenIddictServerHandler<ApplyIntrospectionResponseContext>
{
    public ValueTask HandleAsync(ApplyIntrospectionResponseContext context)
    {
        context.Response.RemoveParameter("token_usage");
        if (context.Response.HasParameter(OpenIddictConstants.Claims.Issuer)) context.Response[OpenIddictConstants.Claims.Issuer] = Issuer.Of(addresses.Value);
        return ValueTask.CompletedTask;
    }
}
