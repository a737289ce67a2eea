using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.FormPost;

/// <summary>Answers by a form that the browser posts to the application (OAuth 2.0 Form Post Response Mode).</summary>
internal static class FormPostServices
{
    public static OpenIddictServerBuilder AddFormPost(this OpenIddictServerBuilder server) => server
        .Configure(options => options.ResponseModes.Add(ResponseModes.FormPost))
        .RemoveEventHandler(OpenIddictServerAspNetCoreHandlers.Authentication.ProcessFormPostResponse.Descriptor)
        .AddEventHandler<ApplyAuthorizationResponseContext>(step => step
            .UseSingletonHandler<ShowFormPostPage>()
            .SetOrder(OpenIddictServerAspNetCoreHandlers.Authentication.ProcessFormPostResponse.Descriptor.Order));
}
