using System.ComponentModel.DataAnnotations;
using Identity.Core.Challenges;
using Identity.Server.Account.Proofs;

namespace Identity.Server.Account.Passwords;

/// <summary>Section <c>PasswordReset</c>: how a forgotten password is replaced, and how often it may be asked for.</summary>
public sealed class PasswordResetOptions : IMailedProofOptions
{
    public const string Section = "PasswordReset";

    static string IProofOptions.Purpose => ChallengePurposes.PasswordReset;

    /// <summary>How long a code and its link work.</summary>
    [Range(typeof(TimeSpan), "00:02", "00:30")]
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Tries with one code, before another one has to be sent.</summary>
    [Range(1, 10)]
    public int TriesPerCode { get; set; } = 5;

    /// <summary>Tries with all codes for one account; beyond them no code is looked at, and the link alone works.</summary>
    [Range(1, 100)]
    public int TriesPerAccount { get; set; } = 20;

    [Range(typeof(TimeSpan), "00:10", "7.00:00:00")]
    public TimeSpan AccountWindow { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long to wait before a mail is sent again.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan ResendPause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Requests from one network, before the answer is "too many" for the rest of the window.</summary>
    [Range(1, 100_000)]
    public int RequestsPerNetwork { get; set; } = 20;

    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan NetworkWindow { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Mails to one address, whoever asks; beyond them none is sent, and the page says the same.</summary>
    [Range(1, 100)]
    public int MailsPerAddress { get; set; } = 5;

    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan AddressWindow { get; set; } = TimeSpan.FromHours(1);
}
