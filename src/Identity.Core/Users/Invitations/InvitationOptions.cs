using System.ComponentModel.DataAnnotations;

namespace Identity.Core.Users.Invitations;

/// <summary>Section <c>Invitations</c>.</summary>
public sealed class InvitationOptions
{
    public const string Section = "Invitations";

    /// <summary>How long an invitation can be accepted.</summary>
    [Range(typeof(TimeSpan), "01:00", "60.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(7);
}
