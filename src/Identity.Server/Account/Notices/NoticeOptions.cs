using System.ComponentModel.DataAnnotations;

namespace Identity.Server.Account.Notices;

/// <summary>Section <c>Notices</c>: mails that tell people what touches the security of their account.</summary>
public sealed class NoticeOptions
{
    public const string Section = "Notices";

    /// <summary>How long the reader can say "this was not me", which also undoes a change of the address.</summary>
    [Range(typeof(TimeSpan), "01:00", "30.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(72);

    /// <summary>Whether people are told of a sign-in on a new device.</summary>
    public bool NewDevice { get; set; } = true;

    /// <summary>With so many notices of an account in a day, new devices are not told any more: somebody has scripts sign in.</summary>
    [Range(1, 1000)]
    public int NewDevicesPerDay { get; set; } = 10;
}
