using System.ComponentModel.DataAnnotations;
using Identity.Core.Data;

namespace Identity.Server.Account.Profiles;

/// <summary>Section <c>UserName</c>: the names that people choose for themselves. Those that an operator gives are not held to it.</summary>
public sealed class UserNameOptions
{
    public const string Section = "UserName";

    /// <summary>Whether people may choose and change one.</summary>
    public bool Changeable { get; set; } = true;

    [Range(1, 50)]
    public int MinimumLength { get; set; } = 3;

    [Range(5, Lengths.Name)]
    public int MaximumLength { get; set; } = 50;

    /// <summary>Names that nobody gives themselves, whatever their case.</summary>
    public IList<string> Reserved { get; } = [];

    /// <summary>How old the sign-in of somebody without a password may be.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan RecentSignIn { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often an account may try a name: each try tells whether another account has it.</summary>
    [Range(1, 1000)]
    public int TriesPerAccount { get; set; } = 10;

    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan AccountWindow { get; set; } = TimeSpan.FromHours(1);
}
