using System.ComponentModel.DataAnnotations;

namespace Identity.Server.AccountApi;

/// <summary>Section <c>AccountApi</c>: what an app may do with a person's account.</summary>
public sealed class AccountApiOptions
{
    public const string Section = "AccountApi";

    /// <summary>How long ago the person may have signed in for a change of how they sign in; past it the app has to send them to sign in again.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan SensitiveMaxAge { get; set; } = TimeSpan.FromMinutes(5);
}
