using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.TokenExchange;

/// <summary>
/// An API that calls another one on a person's behalf trades the token that it got for a narrower one (RFC 8693). Only
/// clients do that whose registration names, one by one, whose tokens they may trade.
/// </summary>
internal static class TokenExchangeServices
{
    public static OpenIddictServerBuilder AddTokenExchange(this OpenIddictServerBuilder server) => server
        .AllowTokenExchangeFlow()
        .Configure(options =>
        {
            options.SubjectTokenTypes.IntersectWith([TokenTypeIdentifiers.AccessToken]);
            options.ActorTokenTypes.IntersectWith([TokenTypeIdentifiers.AccessToken]);
        })
        // OpenIddict compares with a fixed list; ours is what the scopes of the exchanged token lead to.
        .DisableAudienceValidation()
        .IgnoreAudiencePermissions()
        .RemoveEventHandler(OpenIddictServerHandlers.Exchange.ValidateAuthorizedParty.Descriptor)
        .AddEventHandler<ExtractTokenRequestContext>(step => step.UseSingletonHandler<ReadTokenTypes>().SetOrder(After.Extraction))
        .AddEventHandler<ValidateTokenRequestContext>(step => step.UseScopedHandler<RequireAllowedExchange>().SetOrder(OpenIddictServerHandlers.Exchange.ValidateAuthorizedParty.Descriptor.Order))
        .AddEventHandler<HandleTokenRequestContext>(step => step.UseScopedHandler<ExchangeToken>().SetOrder(After.BuiltIn))
        .AddEventHandler<ProcessSignInContext>(step => step.UseScopedHandler<LimitExchangedToken>().SetOrder(OpenIddictServerHandlers.PrepareIssuedTokenPrincipal.Descriptor.Order + 500));
}
