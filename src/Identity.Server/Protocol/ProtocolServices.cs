using Identity.Server.Protocol.Authorization;
using Identity.Server.Protocol.AuthorizationChallenge;
using Identity.Server.Protocol.ClaimsRequest;
using Identity.Server.Protocol.ClientAuthentication;
using Identity.Server.Protocol.Cors;
using Identity.Server.Protocol.Device;
using Identity.Server.Protocol.Discovery;
using Identity.Server.Protocol.EndSession;
using Identity.Server.Protocol.Failures;
using Identity.Server.Protocol.FormPost;
using Identity.Server.Protocol.Grants;
using Identity.Server.Protocol.Introspection;
using Identity.Server.Protocol.Issuing;
using Identity.Server.Protocol.Keys;
using Identity.Server.Protocol.PushedAuthorization;
using Identity.Server.Protocol.RequestObjects;
using Identity.Server.Protocol.ResourceIndicators;
using Identity.Server.Protocol.Revocation;
using Identity.Server.Protocol.Token;
using Identity.Server.Protocol.TokenExchange;
using Identity.Server.Protocol.UserInfo;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;

namespace Identity.Server.Protocol;

/// <summary>The OpenID Connect protocol: its modules, in reading order. Each switches itself on in its own folder.</summary>
internal static class ProtocolServices
{
    public static IServiceCollection AddProtocol(this IServiceCollection services)
    {
        services.AddOpenIddict().AddServer(server =>
        {
            server
                .AddDiscovery()
                .AddKeys()
                .AddClientAuthentication()
                .AddAuthorization()
                .AddPushedAuthorization()
                .AddAuthorizationChallenge()
                .AddRequestObjects()
                .AddClaimsRequest()
                .AddResourceIndicators()
                .AddFormPost()
                .AddToken()
                .AddDevice()
                .AddTokenExchange()
                .AddGrants()
                .AddIssuing()
                .AddUserInfo()
                .AddIntrospection()
                .AddRevocation()
                .AddEndSession()
                .AddFailures()
                .AddClientCors();
            server.UseAspNetCore().EnableStatusCodePagesIntegration();
        });
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>, ConfigureFromSettings>();
        services.AddSingleton<IConfigureOptions<OpenIddictServerAspNetCoreOptions>, ConfigureFromSettings>();
        return services;
    }
}
