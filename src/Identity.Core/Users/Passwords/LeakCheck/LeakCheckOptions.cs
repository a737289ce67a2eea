using System.ComponentModel.DataAnnotations;

namespace Identity.Core.Users.Passwords.LeakCheck;

/// <summary>Section <c>Password:LeakCheck</c>: a service that knows the passwords of data leaks, asked by a part of a hash.</summary>
public sealed class LeakCheckOptions : IValidatableObject
{
    /// <summary>Where ranges are read: the first five digits of the SHA-1 are added. Null asks nobody.</summary>
    public Uri? Url { get; set; }

    /// <summary>How long an answer may take; then the password is taken as it is.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:10")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(1.5);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url is not (null or { IsAbsoluteUri: true, Scheme: "https" or "http", Query: "", Fragment: "" }))
        {
            yield return new($"Password:LeakCheck:Url: '{Url}' is no address of ranges. A valid example: https://api.pwnedpasswords.com/range/", [nameof(Url)]);
        }
    }
}
