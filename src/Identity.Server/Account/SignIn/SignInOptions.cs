using System.ComponentModel.DataAnnotations;

namespace Identity.Server.Account.SignIn;

/// <summary>Section <c>SignIn</c>: how many tries with a password, and for how long they count.</summary>
public sealed class SignInOptions : IValidatableObject
{
    public const string Section = "SignIn";

    /// <summary>Tries for one identifier from one network, before the answer is "too many" for the rest of the window.</summary>
    [Range(1, 100)]
    public int TriesPerIdentifier { get; set; } = 5;

    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan IdentifierWindow { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Tries from one network for all identifiers together: one password tried on many accounts.</summary>
    [Range(1, 100_000)]
    public int TriesPerNetwork { get; set; } = 100;

    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan NetworkWindow { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Tries for one account from all networks, before it is locked for unknown devices.</summary>
    [Range(1, 100)]
    public int TriesPerAccount { get; set; } = 20;

    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan AccountWindow { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a lock lasts; at least <see cref="AccountWindow"/>.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan AccountLock { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Tries for one account on a device that signed in to it before; after them it counts as an unknown one.</summary>
    [Range(1, 100)]
    public int TriesPerDevice { get; set; } = 10;

    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan DeviceWindow { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a device is remembered after the last sign-in on it.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "400.00:00:00")]
    public TimeSpan DeviceLifetime { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How many accounts one device is remembered for.</summary>
    [Range(1, 10)]
    public int AccountsPerDevice { get; set; } = 5;

    /// <summary>How much of an IPv4 address names a network, in bits.</summary>
    [Range(8, 32)]
    public int NetworkBitsIPv4 { get; set; } = 24;

    /// <summary>How much of an IPv6 address names a network, in bits.</summary>
    [Range(16, 128)]
    public int NetworkBitsIPv6 { get; set; } = 64;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // Else the count would outlast the lock, and locks would follow each other without tries.
        if (AccountLock < AccountWindow)
        {
            yield return new($"SignIn:AccountLock: it must be at least SignIn:AccountWindow ({AccountWindow}). A valid example: {AccountWindow}", [nameof(AccountLock)]);
        }
    }
}
