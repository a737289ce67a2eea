using System.Globalization;
using System.Text.RegularExpressions;
using Identity.Core.Data;

namespace Identity.Core.Apply.Json;

/// <summary>Texts with a form of their own in the claims of a person.</summary>
internal static partial class PersonRead
{
    /// <summary>An address may have several lines.</summary>
    public static string? Lines(this JsonRead json, int max)
    {
        if (json.Value is not { Kind: System.Text.Json.JsonValueKind.String, Text: { Length: > 0 } text } || text.Length > max) return json.Text(max);
        return text.Any(c => char.IsControl(c) && c is not ('\n' or '\r')) ? json.Text(max) : text;
    }

    /// <summary>The address of a page or picture.</summary>
    public static string? Page(this JsonRead json)
        => json.Text(Lengths.Uri) is not { } text ? null
            : Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? text
            : json.Refuse<string?>($"'{text}' is not an http or https address. A valid example: https://example.com/ada");

    /// <summary><c>YYYY-MM-DD</c>, <c>0000-MM-DD</c> or <c>YYYY</c> (OpenID Connect Core, section 5.1).</summary>
    public static string? Birthdate(this JsonRead json)
    {
        if (json.Text(10) is not { } text) return null;

        // A leap year, so that 29 February without a year is a day.
        var day = text.StartsWith("0000-", StringComparison.Ordinal) ? $"2000{text[4..]}" : text;
        return Year().IsMatch(text) || DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? text
            : json.Refuse<string?>($"'{text}' is not a date. Valid examples: 1990-12-31, 0000-12-31, 1990");
    }

    /// <summary>A name of the IANA time zone database by its form: which names there are changes with every release of it.</summary>
    public static string? Zone(this JsonRead json, int max)
        => json.Text(max) is not { } text ? null
            : ZoneName().IsMatch(text) ? text
            : json.Refuse<string?>($"'{text}' is not the name of a time zone. A valid example: Europe/Paris");

    /// <summary>A BCP 47 language tag, with hyphens or, as some write it, underscores (OpenID Connect Core, section 5.1).</summary>
    public static string? Language(this JsonRead json, int max)
        => json.Text(max) is not { } text ? null
            : LanguageTag().IsMatch(text) ? text
            : json.Refuse<string?>($"'{text}' is not a language tag. A valid example: en-GB");

    [GeneratedRegex("^[0-9]{4}$", RegexOptions.NonBacktracking)]
    private static partial Regex Year();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex ZoneName();

    [GeneratedRegex("^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$", RegexOptions.NonBacktracking)]
    private static partial Regex LanguageTag();
}
