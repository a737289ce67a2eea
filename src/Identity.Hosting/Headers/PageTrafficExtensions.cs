using Microsoft.AspNetCore.Http;

namespace Identity.Hosting.Headers;

public static class PageTrafficExtensions
{
    /// <summary>
    /// Lets a form of this page end, by redirects, at the address of an app: Chromium checks <c>form-action</c> on every
    /// redirect that follows. Give it the registered address, never one that came with the request.
    /// </summary>
    public static void AllowFormRedirectTo(this HttpContext context, Uri registeredRedirectUri)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(registeredRedirectUri);
        PageTraffic.Of(context).Allow(registeredRedirectUri);
    }

    /// <summary>Lets this page, and no other, show pages of an app's origin in frames. Give it the registered address.</summary>
    public static void AllowFrame(this HttpContext context, Uri registeredAddress)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(registeredAddress);
        PageTraffic.Of(context).AllowFrame(registeredAddress);
    }

    /// <summary>
    /// Says that this page is part of an app's authorization request: the app's pop-up may talk to its opener, and the
    /// page carries the app's id for themes.
    /// </summary>
    public static void EnterAuthorizationRequest(this HttpContext context, string clientId)
    {
        ArgumentNullException.ThrowIfNull(context);
        PageTraffic.Of(context).ClientId = clientId;
    }

    /// <summary>The app whose authorization request this page is part of.</summary>
    public static string? AuthorizationClient(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<PageTraffic>()?.ClientId;
    }
}
