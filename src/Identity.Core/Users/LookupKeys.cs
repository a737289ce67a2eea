using System.Text;
using Microsoft.AspNetCore.Identity;

namespace Identity.Core.Users;

/// <summary>
/// The form in which names and e-mail addresses are compared: two spellings that look alike to a person (case, width,
/// ligatures, spaces around) are one account. What is stored and written to stays as the person typed it.
/// </summary>
public sealed class LookupKeys : ILookupNormalizer
{
    public string? NormalizeName(string? name) => Normalize(name);

    public string? NormalizeEmail(string? email) => Normalize(email);

    /// <summary>The key of any text; never fails, whatever was sent.</summary>
    public static string? Normalize(string? text)
    {
        if (text is null) return null;

        // Half a surrogate pair cannot be normalised: the round trip makes it a replacement character.
        var wellFormed = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        var folded = wellFormed.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        // Lower-casing can leave a form that composes again.
        var key = folded.Normalize(NormalizationForm.FormKC).Trim();
        // PostgreSQL refuses text with this character in it.
        return key.Replace('\0', '\uFFFD');
    }
}
