using Identity.Core.Users;
using Identity.Hosting.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.SignIn;

/// <summary>
/// Remembers on a browser who signed in on it, so that guesses from elsewhere cannot lock these people out. It proves
/// nothing else: whoever holds it still needs the password.
/// </summary>
public sealed class DeviceCookie(KnownDevices devices, IOptions<ServerAddressOptions> addresses, IOptions<SignInOptions> settings)
{
    private bool IsSecure => addresses.Value.PublicUrl.Scheme == Uri.UriSchemeHttps;

    /// <summary>The <c>__Host-</c> prefix keeps other hosts of the domain from setting it; browsers take it over https only.</summary>
    public string Name => IsSecure ? "__Host-identity-device" : "identity-device";

    /// <summary>The device of this request; null when it is unknown or the cookie was tampered with.</summary>
    public KnownDevice? Read(HttpContext http) => devices.Open(http.Request.Cookies[Name]);

    /// <summary>Remembers a person who has just signed in, completely, on this device.</summary>
    public void Remember(HttpContext http, User user)
        => http.Response.Cookies.Append(Name, devices.Seal(Read(http), user), new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = settings.Value.DeviceLifetime,
            Path = "/",
            SameSite = SameSiteMode.Lax,
            Secure = IsSecure,
        });
}
