using System.ComponentModel.DataAnnotations;
using Identity.Core.Data;

namespace Identity.Server.Account.Terms;

/// <summary>Section <c>Terms</c>: the terms of use that people agree to; none when there is no version.</summary>
public sealed class TermsOptions : IValidatableObject
{
    public const string Section = "Terms";

    /// <summary>Any name for the text as it stands, such as the date from which it holds. A new one asks everybody again.</summary>
    [MaxLength(Lengths.Code)]
    public string? Version { get; set; }

    /// <summary>Where people read them.</summary>
    public Uri? Url { get; set; }

    /// <summary>Of the text, in hex: kept with each agreement, to show later what was agreed to.</summary>
    [RegularExpression("^[0-9A-Fa-f]{64}$", ErrorMessage = "Terms:Sha256 is not a SHA-256 in hex: it has 64 digits.")]
    public string? Sha256 { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url is { } url && !(url.IsAbsoluteUri && url.Scheme is "https" or "http"))
            yield return new ValidationResult($"{Section}:{nameof(Url)} is '{url}'. Give an address that begins with https://.", [nameof(Url)]);
        if (!string.IsNullOrEmpty(Version) && Url is null)
            yield return new ValidationResult($"{Section}:{nameof(Version)} is set, and {Section}:{nameof(Url)} is not. Say where people read the terms.", [nameof(Url)]);
    }
}
