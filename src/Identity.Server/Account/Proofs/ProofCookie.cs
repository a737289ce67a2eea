using Identity.Hosting.Roles;
using Identity.Hosting.Settings;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.Proofs;

/// <summary>
/// Names the request of a browser, and keeps its proof once there is one: what was in the link then stands in no address
/// any more.
/// </summary>
internal sealed class ProofCookie<TOptions>(RoleName role, RoleAddress address, IOptions<TOptions> options)
    where TOptions : class, IProofOptions
{
    private string Name => address.CookieName(role, TOptions.Purpose);

    public ProofHandle? Read(HttpContext http) => http.Request.Cookies[Name]?.Split('.') switch
    {
        [{ Length: Handle.Length } browser] => new(browser, null),
        [{ Length: Handle.Length } browser, { Length: Handle.Length } token] => new(browser, token),
        _ => null,
    };

    public void Write(HttpContext http, ProofHandle handle)
        => http.Response.Cookies.Append(Name, handle.LinkToken is { } token ? $"{handle.Browser}.{token}" : handle.Browser, Options(options.Value.Lifetime));

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

/// <param name="Browser">Random: the code is of use only with it.</param>
/// <param name="LinkToken">The proof, when the person has brought it.</param>
internal sealed record ProofHandle(string Browser, string? LinkToken);
