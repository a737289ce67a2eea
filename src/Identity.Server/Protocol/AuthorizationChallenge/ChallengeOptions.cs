using System.ComponentModel.DataAnnotations;

namespace Identity.Server.Protocol.AuthorizationChallenge;

/// <summary>Section <c>AuthorizationChallenge</c>: sign-in on the screens of the operator's own apps.</summary>
public sealed class ChallengeOptions
{
    public const string Section = "AuthorizationChallenge";

    /// <summary>How long an <c>auth_session</c> lives, from the app's first call.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromMinutes(15);
}
