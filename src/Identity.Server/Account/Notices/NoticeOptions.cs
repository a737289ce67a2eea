using System.ComponentModel.DataAnnotations;

namespace Identity.Server.Account.Notices;

/// <summary>Section <c>Notices</c>: mails that tell people what touches the security of their account.</summary>
public sealed class NoticeOptions
{
    public const string Section = "Notices";

    /// <summary>How long the reader can say "this was not me", which also undoes a change of the address.</summary>
    [Range(typeof(TimeSpan), "01:00", "30.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(72);
}
