using Identity.Core.Keys;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.RequestObjects;

internal sealed class DescribeRequestObjects : IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        context.Metadata[OpenIddictConstants.Metadata.RequestParameterSupported] = true;
        context.Metadata["request_object_signing_alg_values_supported"] = new OpenIddictParameter([.. SignatureAlgorithms.Accepted]);
        return ValueTask.CompletedTask;
    }
}
