using Identity.Core.Groups;
using Identity.Hosting.Health;
using Identity.Hosting.Settings;
using Identity.Server.Protocol.Authorization;
using Identity.Server.Protocol.Cors;
using Identity.Server.Protocol.Discovery;
using Identity.Server.Protocol.EndSession;
using Identity.Server.Protocol.Failures;
using Identity.Server.Protocol.Grants;
using Identity.Server.Protocol.Issuing;
using Identity.Server.Protocol.Keys;
using Identity.Server.Protocol.Token;
using Identity.Server.Protocol.UserInfo;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol;

/// <summary>The OpenID Connect protocol: its endpoints, and our rules in OpenIddict's pipeline, in reading order.</summary>
internal static class ProtocolServices
{
    public static IServiceCollection AddProtocol(this IServiceCollection services)
    {
        services.AddSettings<TokenOptions>(TokenOptions.Section);
        services.AddScoped<Consents>();
        services.AddScoped<ConsentService>();
        services.AddScoped<AuthorizationQuestions>();
        services.AddScoped<GrantIssuer>();
        services.AddScoped<TokenClaims>();
        services.AddScoped<Memberships>();
        services.AddScoped<ProtocolTrace>();
        services.AddScoped<RequestDiagnosis>();
        services.AddCors();
        services.AddScoped<ICorsPolicyProvider, ClientCorsPolicy>();
        services.AddKeys();
        services.AddOpenIddict().AddServer(server =>
        {
            server.AddEndpoints().AddRules();
            server.UseAspNetCore().EnableStatusCodePagesIntegration();
        });
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>, ConfigureFromSettings>();
        services.AddSingleton<IConfigureOptions<OpenIddictServerAspNetCoreOptions>, ConfigureFromSettings>();
        return services;
    }

    private static void AddKeys(this IServiceCollection services)
    {
        services.AddSingleton<TokenKeys>();
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(provider => provider.GetRequiredService<TokenKeys>());
        services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>>(provider => provider.GetRequiredService<TokenKeys>());
        services.AddHostedService<LoadKeys>();
        services.AddHealthChecks().AddCheck<KeysHealthCheck>(KeysHealthCheck.Name, tags: [HealthEndpoints.Ready]);
    }

    private static OpenIddictServerBuilder AddEndpoints(this OpenIddictServerBuilder server) => server
        .SetAuthorizationEndpointUris("connect/authorize")
        .SetTokenEndpointUris("connect/token")
        .SetUserInfoEndpointUris("connect/userinfo")
        .SetEndSessionEndpointUris("connect/endsession")
        .SetConfigurationEndpointUris(".well-known/openid-configuration", ".well-known/oauth-authorization-server")
        .SetJsonWebKeySetEndpointUris(".well-known/jwks")
        .AllowAuthorizationCodeFlow()
        .AllowRefreshTokenFlow()
        .UseReferenceRefreshTokens()
        .DisableAccessTokenEncryption()
        .RegisterScopes(Scopes.OpenId, Scopes.Profile, Scopes.Email, Scopes.Phone, Scopes.Address, Scopes.OfflineAccess, Scopes.Roles, "groups")
        .RegisterClaims(
            Claims.Name, Claims.GivenName, Claims.FamilyName, Claims.MiddleName, Claims.Nickname, Claims.PreferredUsername, Claims.Profile,
            Claims.Picture, Claims.Website, Claims.Gender, Claims.Birthdate, Claims.Zoneinfo, Claims.Locale, Claims.UpdatedAt, Claims.Email,
            Claims.EmailVerified, Claims.PhoneNumber, Claims.PhoneNumberVerified, Claims.Address, "roles", "groups",
            Claims.AuthenticationTime, Claims.AuthenticationContextReference, Claims.AuthenticationMethodReference, "sid")
        .Configure(options =>
        {
            options.ClientAuthenticationMethods.IntersectWith([ClientAuthenticationMethods.ClientSecretBasic, ClientAuthenticationMethods.ClientSecretPost]);
            options.ResponseModes.IntersectWith([ResponseModes.Query]);
            options.CodeChallengeMethods.IntersectWith([CodeChallengeMethods.Sha256]);
        });

    private static OpenIddictServerBuilder AddRules(this OpenIddictServerBuilder server) => server
        .AddEventHandler<ExtractAuthorizationRequestContext>(step => step.UseScopedHandler<RestoreFlow>().SetOrder(After.Extraction))
        .AddEventHandler<HandleAuthorizationRequestContext>(step => step.UseScopedHandler<AnswerAuthorizationRequest>().SetOrder(After.BuiltIn))
        .AddEventHandler<ExtractEndSessionRequestContext>(step => step.UseScopedHandler<RestoreFlow>().SetOrder(After.Extraction))
        .AddEventHandler<HandleEndSessionRequestContext>(step => step.UseScopedHandler<AnswerEndSessionRequest>().SetOrder(After.BuiltIn))
        .RemoveEventHandler(OpenIddictServerHandlers.Protection.ValidateTokenEntry.Descriptor)
        .RemoveEventHandler(OpenIddictServerHandlers.Protection.ValidateAuthorizationEntry.Descriptor)
        .AddEventHandler<ValidateTokenContext>(step => step.UseScopedHandler<CheckGrant>().SetOrder(OpenIddictServerHandlers.Protection.ValidateTokenEntry.Descriptor.Order))
        .AddEventHandler<HandleTokenRequestContext>(step => step.UseScopedHandler<AnswerTokenRequest>().SetOrder(After.BuiltIn))
        .AddEventHandler<GenerateTokenContext>(step => step.UseScopedHandler<SelectTokenForm>().SetOrder(After.Credentials))
        .AddEventHandler<GenerateTokenContext>(step => step.UseSingletonHandler<WriteExactIssuer>().SetOrder(After.Credentials))
        .RemoveEventHandler(OpenIddictServerHandlers.UserInfo.AttachAudiences.Descriptor)
        .RemoveEventHandler(OpenIddictServerHandlers.UserInfo.AttachClaims.Descriptor)
        .AddEventHandler<HandleUserInfoRequestContext>(step => step.UseScopedHandler<AnswerUserInfoRequest>().SetOrder(After.BuiltIn))
        .AddEventHandler<HandleConfigurationRequestContext>(step => step.UseSingletonHandler<DescribeServer>().SetOrder(After.BuiltIn))
        .AddEventHandler<ApplyConfigurationResponseContext>(step => step.UseSingletonHandler<WriteExactIssuer>().SetOrder(Before.BuiltIn))
        .AddEventHandler<ProcessErrorContext>(step => step.UseSingletonHandler<OmitErrorUri>().SetOrder(Before.BuiltIn))
        .AddEventHandler<ApplyAuthorizationResponseContext>(step => step.UseScopedHandler<ReturnErrorToClient>().SetOrder(Before.BuiltIn))
        .AddEventHandler<ApplyAuthorizationResponseContext>(step => step.UseSingletonHandler<WriteExactIssuer>().SetOrder(Before.Issuer))
        .AddEventHandler<ApplyAuthorizationResponseContext>(step => step.UseScopedHandler<TraceProtocolError>().SetOrder(Before.Issuer))
        .AddEventHandler<ApplyTokenResponseContext>(step => step.UseScopedHandler<TraceProtocolError>().SetOrder(Before.BuiltIn))
        .AddEventHandler<ApplyUserInfoResponseContext>(step => step.UseScopedHandler<TraceProtocolError>().SetOrder(Before.BuiltIn))
        .AddEventHandler<ApplyEndSessionResponseContext>(step => step.UseScopedHandler<TraceProtocolError>().SetOrder(Before.BuiltIn));
}
