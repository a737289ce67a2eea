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
        server.Services.AddSingleton<SuccessorProtection>();
        return server
            .UseReferenceRefreshTokens()
            .RemoveEventHandler(OpenIddictServerHandlers.Protection.ValidateTokenEntry.Descriptor)
            .RemoveEventHandler(OpenIddictServerHandlers.Protection.ValidateAuthorizationEntry.Descriptor)
            .AddEventHandler<ValidateTokenContext>(step => step.UseScopedHandler<CheckGrant>().SetOrder(OpenIddictServerHandlers.Protection.ValidateTokenEntry.Descriptor.Order))
            .RemoveEventHandler(OpenIddictServerHandlers.RedeemTokenEntry.Descriptor)
            .AddEventHandler<ProcessSignInContext>(step => step.UseScopedHandler<RedeemToken>().SetOrder(OpenIddictServerHandlers.RedeemTokenEntry.Descriptor.Order))
            .AddEventHandler<ProcessSignInContext>(step => step.UseSingletonHandler<RepeatSuccessor>().SetOrder(After.TokenChoice))
            .AddEventHandler<GenerateTokenContext>(step => step.UseScopedHandler<NameTokenRow>().SetOrder(Before.Row))
            .AddEventHandler<GenerateTokenContext>(step => step.UseScopedHandler<WriteTokenRow>().SetOrder(Before.Payload));
    }
}
