using System.Security.Cryptography;
using System.Text.Json;
using Identity.Core.Users;
using Identity.Hosting.Settings;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.SignIn;

/// <summary>
/// Remembers on a browser who signed in on it, so that guesses from elsewhere cannot lock these people out. It proves
/// nothing else: whoever holds it still needs the password.
/// </summary>
public sealed class DeviceCookie(IDataProtectionProvider protection, IOptions<ServerAddressOptions> addresses, IOptions<SignInOptions> settings, TimeProvider clock)
{
    // Browsers keep no more than 4096 bytes of a cookie; one of ours is far smaller, so a larger one is not ours.
    private const int LongestValue = 3500;

    private readonly IDataProtector _protector = protection.CreateProtector("Identity.Server.Account.SignIn.Device");

    private bool IsSecure => addresses.Value.PublicUrl.Scheme == Uri.UriSchemeHttps;

    /// <summary>The <c>__Host-</c> prefix keeps other hosts of the domain from setting it; browsers take it over https only.</summary>
    public string Name => IsSecure ? "__Host-identity-device" : "identity-device";

    /// <summary>The device of this request; null when it is unknown or the cookie was tampered with.</summary>
    public KnownDevice? Read(HttpContext http)
    {
        if (!http.Request.Cookies.TryGetValue(Name, out var value) || value.Length > LongestValue) return null;

        try
        {
            var oldest = clock.GetUtcNow() - settings.Value.DeviceLifetime;
            return JsonSerializer.Deserialize<KnownDevice>(_protector.Unprotect(value))?.Without(oldest.ToUnixTimeSeconds());
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Remembers a person who has just signed in, completely, on this device.</summary>
    public void Remember(HttpContext http, User user)
    {
        var device = Read(http) ?? new KnownDevice(Guid.NewGuid(), []);
        var value = JsonSerializer.Serialize(device.With(user, clock.GetUtcNow(), settings.Value.AccountsPerDevice));
        http.Response.Cookies.Append(Name, _protector.Protect(value), new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = settings.Value.DeviceLifetime,
            Path = "/",
            SameSite = SameSiteMode.Lax,
            Secure = IsSecure,
        });
    }
}
