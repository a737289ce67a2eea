using System.ComponentModel.DataAnnotations;
using Identity.Core.Challenges;
using Identity.Core.Messaging.Sms;
using Identity.Server.Account.Proofs;

namespace Identity.Server.Account.Phones;

/// <summary>Section <c>PhoneChange</c>: how people change the phone number of their account. How many messages there may be is in <c>Sms</c>.</summary>
public sealed class PhoneChangeOptions : ITextedProofOptions
{
    public const string Section = "PhoneChange";

    static string IProofOptions.Purpose => ChallengePurposes.PhoneChange;

    static string ITextedProofOptions.Message => SmsKinds.VerifyNumber;

    static bool ITextedProofOptions.ToAccount => false;

    /// <summary>How long a code works.</summary>
    [Range(typeof(TimeSpan), "00:02", "00:10")]
    public TimeSpan CodeLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Tries with one code, before another one has to be sent.</summary>
    [Range(1, 10)]
    public int TriesPerCode { get; set; } = 5;

    /// <summary>Tries with all codes for one new number; beyond them no code is looked at.</summary>
    [Range(1, 100)]
    public int TriesPerAccount { get; set; } = 20;

    [Range(typeof(TimeSpan), "00:10", "7.00:00:00")]
    public TimeSpan AccountWindow { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long to wait before a message is sent again.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan ResendPause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long after a sign-in people without a password may change the number; the others enter the password.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan RecentSignIn { get; set; } = TimeSpan.FromMinutes(5);
}
