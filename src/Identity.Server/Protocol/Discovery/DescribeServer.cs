using System.Collections.Immutable;
using Identity.Core.Clients;
using Identity.Core.Keys;
using Identity.Core.Sessions;
using Identity.Hosting.Localization;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Discovery;

/// <summary>What discovery says beyond OpenIddict's own: nothing is named here that does not work.</summary>
internal sealed class DescribeServer(Texts texts) : IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        var algorithms = new OpenIddictParameter(SignatureAlgorithms.Issued.ToImmutableArray<string?>());
        context.IdTokenSigningAlgorithms.Clear();
        context.IdTokenSigningAlgorithms.UnionWith(SignatureAlgorithms.Issued);
        context.SubjectTypes.Add(SubjectTypes.Pairwise);
        context.Metadata["userinfo_signing_alg_values_supported"] = algorithms;
        context.Metadata["introspection_signing_alg_values_supported"] = algorithms;

        // No specification knows this one: clients authenticate there as at the token endpoint (RFC 8628, section 3.1).
        context.DeviceAuthorizationEndpointAuthenticationMethods.Clear();

        context.TokenEndpointAuthenticationMethods.Add("none");
        context.Metadata["acr_values_supported"] = new OpenIddictParameter([AuthenticationContexts.SingleFactor]);
        context.Metadata["ui_locales_supported"] = new OpenIddictParameter([.. texts.Languages.Select(language => language.Name)]);
        return ValueTask.CompletedTask;
    }
}
