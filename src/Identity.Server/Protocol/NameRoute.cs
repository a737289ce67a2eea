using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using OpenIddict.Server;

namespace Identity.Server.Protocol;

/// <summary>Tells metrics and traces which protocol endpoint a request is for: OpenIddict's endpoints are no routes.</summary>
internal sealed class NameRoute(RequestDelegate next, IOptionsMonitor<OpenIddictServerOptions> options)
{
    private const string Route = "http.route";

    // Known addresses alone: anything else in a path is what strangers wrote. Not read before there are keys.
    private readonly Lazy<FrozenDictionary<string, string>> _routes = new(() => Addresses(options.CurrentValue).Select(address => $"/{address.OriginalString.TrimStart('/')}")
        .Distinct(StringComparer.OrdinalIgnoreCase).ToFrozenDictionary(path => path, StringComparer.OrdinalIgnoreCase));

    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint() is not RouteEndpoint && _routes.Value.TryGetValue(http.Request.Path.Value ?? "", out var route))
        {
            http.Features.Get<IHttpMetricsTagsFeature>()?.Tags.Add(new(Route, route));
            http.Features.Get<IHttpActivityFeature>()?.Activity.SetTag(Route, route);
        }

        return next(http);
    }

    private static IEnumerable<Uri> Addresses(OpenIddictServerOptions options) =>
    [
        .. options.ConfigurationEndpointUris, .. options.JsonWebKeySetEndpointUris, .. options.AuthorizationEndpointUris, .. options.PushedAuthorizationEndpointUris,
        .. options.TokenEndpointUris, .. options.DeviceAuthorizationEndpointUris, .. options.UserInfoEndpointUris, .. options.IntrospectionEndpointUris,
        .. options.RevocationEndpointUris, .. options.EndSessionEndpointUris,
    ];
}
