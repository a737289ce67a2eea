using System.ComponentModel.DataAnnotations;
using Identity.Server.Account.SignUp.Pressure;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.SignUp;

/// <summary>Section <c>SignUp</c>: whether people make their own accounts, and how many.</summary>
public sealed class SignUpOptions
{
    public const string Section = "SignUp";

    /// <summary>Who may make an account.</summary>
    public SignUpMode Mode { get; set; } = SignUpMode.Open;

    /// <summary>How long a sign-up waits for its code or link.</summary>
    [Range(typeof(TimeSpan), "00:10", "7.00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Tries with one code, before another one has to be sent.</summary>
    [Range(1, 10)]
    public int TriesPerCode { get; set; } = 5;

    /// <summary>Mails for one sign-up.</summary>
    [Range(1, 20)]
    public int MailsPerSignUp { get; set; } = 5;

    /// <summary>How long to wait before a mail is sent again.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan ResendPause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Sign-ups from one network, before the answer is "too many" for the rest of the window.</summary>
    [Range(1, 100_000)]
    public int SignUpsPerNetwork { get; set; } = 20;

    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan NetworkWindow { get; set; } = TimeSpan.FromHours(1);

    [ValidateObjectMembers]
    public SignUpWorkOptions Work { get; set; } = new();

    /// <summary>Mails of sign-ups to one address, whoever asks; beyond them none is sent, and the page says the same.</summary>
    [Range(1, 100)]
    public int MailsPerAddress { get; set; } = 5;

    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan AddressWindow { get; set; } = TimeSpan.FromHours(1);
}

public enum SignUpMode
{
    /// <summary>Anybody who can prove an e-mail address.</summary>
    Open,

    /// <summary>People whom an admin invited.</summary>
    Invited,

    /// <summary>Nobody: admins make the accounts.</summary>
    Closed,
}
