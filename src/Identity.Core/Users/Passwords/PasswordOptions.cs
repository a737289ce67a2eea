using System.ComponentModel.DataAnnotations;
using Identity.Core.Users.Passwords.Hashing;
using Identity.Core.Users.Passwords.LeakCheck;
using Microsoft.Extensions.Options;

namespace Identity.Core.Users.Passwords;

/// <summary>Section <c>Password</c>: what a new password must be. Lengths are in Unicode characters (code points).</summary>
public sealed class PasswordOptions
{
    public const string Section = "Password";

    [Range(8, 64)]
    public int MinimumLength { get; set; } = 15;

    /// <summary>A longer password is refused before any work is done on it.</summary>
    [Range(64, 1024)]
    public int MaximumLength { get; set; } = 256;

    /// <summary>How much must be left of a password without the words that anybody would guess for this person.</summary>
    [Range(1, 15)]
    public int MinimumWithoutOwnWords { get; set; } = 8;

    /// <summary>Words that anybody would guess for this installation, such as the organisation's name; added to these.</summary>
    public IList<string> OwnWords { get; } = ["identity"];

    [ValidateObjectMembers]
    public HashingOptions Hashing { get; set; } = new();

    [ValidateObjectMembers]
    public LeakCheckOptions LeakCheck { get; set; } = new();
}
