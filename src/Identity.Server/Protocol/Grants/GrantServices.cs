using Identity.Core.Groups;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Grants;

/// <summary>What was given to whom, and whether it still holds.</summary>
internal static class GrantServices
{
    public static OpenIddictServerBuilder AddGrants(this OpenIddictServerBuilder server)
    {
        server.Services.AddScoped<Memberships>();
        server.Services.AddScoped<GrantIssuer>();
        server.Services.AddScoped<TokenAudience>();
        server.Services.AddScoped<TokenClaims>();
        server.Services.AddSingleton<GrantReads>();
        server.Services.AddScoped<GrantEnd>();
        server.Services.AddSingleton<SuccessorProtection>();
        return server
            .UseReferenceRefreshTokens()
            .RemoveEventHandler(OpenIddictServerHandlers.Protection.ValidateReferenceTokenIdentifier.Descriptor)
            .AddEventHandler<ValidateTokenContext>(step => step.UseScopedHandler<FindTokenRow>().SetOrder(OpenIddictServerHandlers.Protection.ValidateReferenceTokenIdentifier.Descriptor.Order))
            .RemoveEventHandler(OpenIddictServerHandlers.Protection.RestoreTokenEntryProperties.Descriptor)
            .AddEventHandler<ValidateTokenContext>(step => step.UseSingletonHandler<RestoreTokenRow>().SetOrder(OpenIddictServerHandlers.Protection.RestoreTokenEntryProperties.Descriptor.Order))
            .RemoveEventHandler(OpenIddictServerHandlers.Protection.ValidateTokenEntry.Descriptor)
            .RemoveEventHandler(OpenIddictServerHandlers.Protection.ValidateAuthorizationEntry.Descriptor)
            .AddEventHandler<ValidateTokenContext>(step => step.UseScopedHandler<CheckGrant>().SetOrder(OpenIddictServerHandlers.Protection.ValidateTokenEntry.Descriptor.Order))
            .RemoveEventHandler(OpenIddictServerHandlers.RedeemTokenEntry.Descriptor)
            .AddEventHandler<ProcessSignInContext>(step => step.UseScopedHandler<RedeemToken>().SetOrder(After.TokenChoice))
            .AddEventHandler<GenerateTokenContext>(step => step.UseScopedHandler<NameTokenRow>().SetOrder(Before.Row))
            .AddEventHandler<GenerateTokenContext>(step => step.UseScopedHandler<WriteTokenRow>().SetOrder(Before.Payload));
    }
}
