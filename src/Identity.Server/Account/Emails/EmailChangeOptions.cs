using System.ComponentModel.DataAnnotations;
using Identity.Core.Challenges;
using Identity.Server.Account.Proofs;

namespace Identity.Server.Account.Emails;

/// <summary>Section <c>EmailChange</c>: how people change the address of their account, and how often they may ask.</summary>
public sealed class EmailChangeOptions : IMailedProofOptions
{
    public const string Section = "EmailChange";

    static string IProofOptions.Purpose => ChallengePurposes.EmailChange;

    /// <summary>How long a code and its link work.</summary>
    [Range(typeof(TimeSpan), "00:02", "01:00")]
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Tries with one code, before another one has to be sent.</summary>
    [Range(1, 10)]
    public int TriesPerCode { get; set; } = 5;

    /// <summary>Tries with all codes for one new address; beyond them no code is looked at, and the link alone works.</summary>
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

    /// <summary>How long after a sign-in people without a password may change the address; the others enter the password.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan RecentSignIn { get; set; } = TimeSpan.FromMinutes(5);
}
