using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.UserInfo;

/// <summary>The userinfo endpoint. OpenIddict's own claims are taken out: they name an audience and a second issuer.</summary>
internal static class UserInfoServices
{
    public static OpenIddictServerBuilder AddUserInfo(this OpenIddictServerBuilder server) => server
        .SetUserInfoEndpointUris("connect/userinfo")
        .AddEventHandler<ExtractUserInfoRequestContext>(step => step.UseSingletonHandler<ReadTokenInItsPlace>().SetOrder(Before.BuiltIn))
        .RemoveEventHandler(OpenIddictServerHandlers.UserInfo.AttachAudiences.Descriptor)
        .RemoveEventHandler(OpenIddictServerHandlers.UserInfo.AttachClaims.Descriptor)
        .AddEventHandler<HandleUserInfoRequestContext>(step => step.UseScopedHandler<AnswerUserInfoRequest>().SetOrder(After.BuiltIn))
        .AddEventHandler<ApplyUserInfoResponseContext>(step => step.UseScopedHandler<SignUserInfo>().SetOrder(Before.Json));
}
