using System.Security.Cryptography;
using System.Text.Json;
using Identity.Core.Users;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.SignIn;

/// <summary>Seals what a device keeps about who signed in on it, so that nobody can make it up.</summary>
public sealed class KnownDevices(IDataProtectionProvider protection, IOptions<SignInOptions> settings, TimeProvider clock)
{
    // Browsers keep no more than 4096 bytes of a cookie; one of ours is far smaller, so a larger one is not ours.
    private const int LongestValue = 3500;

    private readonly IDataProtector _protector = protection.CreateProtector("Identity.Server.Account.SignIn.Device");

    /// <summary>Null when there is none, or it was tampered with.</summary>
    public KnownDevice? Open(string? value)
    {
        if (value is not { Length: > 0 and <= LongestValue }) return null;

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

    /// <summary>What the device is to keep now that this person has signed in on it, completely.</summary>
    public string Seal(KnownDevice? device, User user)
        => _protector.Protect(JsonSerializer.Serialize((device ?? new KnownDevice(Guid.NewGuid(), [])).With(user, clock.GetUtcNow(), settings.Value.AccountsPerDevice)));
}
