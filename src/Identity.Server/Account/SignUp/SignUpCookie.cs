using Identity.Hosting.Roles;
using Identity.Hosting.Settings;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.SignUp;

/// <summary>Names the sign-up of a browser. A code is of use only together with it.</summary>
internal sealed class SignUpCookie(RoleName role, RoleAddress address, IOptions<SignUpOptions> options)
{
    private string Name => address.CookieName(role, "signup");

    public string? Read(HttpContext http) => http.Request.Cookies[Name] is { Length: Handle.Length } handle ? handle : null;

    public void Write(HttpContext http, string handle) => http.Response.Cookies.Append(Name, handle, Options(options.Value.Lifetime));

    public void Delete(HttpContext http) => http.Response.Cookies.Delete(Name, Options(null));

    private CookieOptions Options(TimeSpan? maxAge) => new()
    {
        HttpOnly = true,
        Secure = address.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = maxAge,
        IsEssential = true,
    };
}
