using Identity.Hosting.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Identity.Server.Sessions;

/// <summary>The one cookie of a browser: a handle, nothing else.</summary>
internal sealed class BrowserCookie(IOptions<ServerAddressOptions> addresses)
{
    private readonly bool _secure = addresses.Value.PublicUrl.Scheme == Uri.UriSchemeHttps;

    // "__Host-" keeps other hosts and paths from planting one; browsers accept that prefix on https only.
    private string Name => _secure ? "__Host-identity" : "identity";

    public string? Read(HttpContext http)
        => http.Request.Cookies[Name] is { Length: Handle.Length } handle ? handle : null;

    public void Write(HttpContext http, string handle, TimeSpan? maxAge)
        => http.Response.Cookies.Append(Name, handle, Options(maxAge));

    public void Delete(HttpContext http) => http.Response.Cookies.Delete(Name, Options(null));

    private CookieOptions Options(TimeSpan? maxAge) => new()
    {
        HttpOnly = true,
        Secure = _secure,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = maxAge,
        IsEssential = true,
    };
}
