using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using Identity.Core.Challenges;
using Identity.Core.Messaging.Sms;
using Identity.Core.Users;
using Identity.Server.Account.Proofs;
using Identity.Server.Account.SignIn.Codes;
using Identity.Server.Sessions;

namespace Identity.Server.Account.SignIn.Phone;

/// <summary>Section <c>SignInSms</c>: signing in by a code in a text message. How many messages there may be is in <c>Sms</c>.</summary>
public sealed class SignInSmsOptions : ITextedProofOptions, ISignInProofOptions
{
    public const string Section = "SignInSms";

    static string IProofOptions.Purpose => ChallengePurposes.SignInSms;

    static string ITextedProofOptions.Message => SmsKinds.SignInCode;

    static bool ITextedProofOptions.ToAccount => true;

    static SignInMethod ISignInProofOptions.Method => SignInMethod.TextedCode;

    static string ISignInProofOptions.Proof => "sms";

    static Expression<Func<User, bool>> ISignInProofOptions.IsOwner(string destination) => user => user.PhoneNumber == destination && user.PhoneNumberConfirmed;

    /// <summary>Whether people may sign in this way. A number is easier to take over than a mailbox: somebody has to want it.</summary>
    public bool Enabled { get; set; }

    /// <summary>How long a code works.</summary>
    [Range(typeof(TimeSpan), "00:02", "00:10")]
    public TimeSpan CodeLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Tries with one code, before another one has to be sent.</summary>
    [Range(1, 10)]
    public int TriesPerCode { get; set; } = 5;

    /// <summary>Tries with all codes for one number; beyond them no code is looked at.</summary>
    [Range(1, 100)]
    public int TriesPerAccount { get; set; } = 20;

    [Range(typeof(TimeSpan), "00:10", "7.00:00:00")]
    public TimeSpan AccountWindow { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long to wait before a message is sent again.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan ResendPause { get; set; } = TimeSpan.FromSeconds(30);
}
