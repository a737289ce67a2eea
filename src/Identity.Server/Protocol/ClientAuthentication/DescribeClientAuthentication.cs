using System.Collections.Immutable;
using Identity.Core.Keys;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.ClientAuthentication;

/// <summary>Says with which algorithms client assertions may be signed (RFC 8414, section 2).</summary>
internal sealed class DescribeClientAuthentication : IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        foreach (var endpoint in new[] { "token", "introspection", "revocation" })
        {
            context.Metadata[$"{endpoint}_endpoint_auth_signing_alg_values_supported"] = new OpenIddictParameter(SignatureAlgorithms.Accepted.ToImmutableArray<string?>());
        }

        return ValueTask.CompletedTask;
    }
}
