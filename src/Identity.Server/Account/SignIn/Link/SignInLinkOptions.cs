using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using Identity.Core.Challenges;
using Identity.Core.Users;
using Identity.Server.Account.Proofs;
using Identity.Server.Account.SignIn.Codes;
using Identity.Server.Sessions;

namespace Identity.Server.Account.SignIn.Link;

/// <summary>Section <c>SignInLink</c>: signing in by a mailed code or link, and how often it may be asked for.</summary>
public sealed class SignInLinkOptions : IMailedProofOptions, ISignInProofOptions
{
    public const string Section = "SignInLink";

    static string IProofOptions.Purpose => ChallengePurposes.SignInLink;

    static SignInMethod ISignInProofOptions.Method => SignInMethod.MailedCode;

    static string ISignInProofOptions.Proof => "code";

    static Expression<Func<User, bool>> ISignInProofOptions.IsOwner(string destination) => user => user.NormalizedEmail == destination && user.EmailConfirmed;

    /// <summary>Whether people may sign in this way at all.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How long a code and its link work.</summary>
    [Range(typeof(TimeSpan), "00:02", "00:10")]
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
    public int RequestsPerNetwork { get; set; } = 100;

    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan NetworkWindow { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Mails to one address, whoever asks; beyond them none is sent, and the page says the same.</summary>
    [Range(1, 100)]
    public int MailsPerAddress { get; set; } = 10;

    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan AddressWindow { get; set; } = TimeSpan.FromHours(1);
}
