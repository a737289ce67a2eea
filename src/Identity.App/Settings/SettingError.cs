using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Identity.App.Settings;

/// <summary>Turns what the framework says about a wrong setting into a sentence: its name, what is wrong, a valid example.</summary>
internal static partial class SettingError
{
    /// <summary>The sentence, or null when the failure has nothing to do with settings.</summary>
    public static string? Describe(Exception? failure) => failure switch
    {
        null => null,
        AggregateException { InnerExceptions: [_, ..] several } => several.Select(Describe).FirstOrDefault(sentence => sentence is not null),
        OptionsValidationException invalid => string.Join(" ", invalid.Failures.Select(text => Annotated(invalid.OptionsType, text))),
        InvalidOperationException when Unknown().Match(failure.Message) is { Success: true } match => UnknownMembers(match),
        InvalidOperationException when Unconvertible().Match(failure.Message) is { Success: true } match => WrongType(match),
        _ => Describe(failure.InnerException),
    };

    private static string UnknownMembers(Match match)
    {
        var type = SettingNames.Class(match.Groups["type"].Value);
        var member = match.Groups["members"].Value.Split(',')[0].Trim(' ', '\'');
        return type is null
            ? $"{member}: there is no such setting."
            : $"{SettingNames.SectionOf(type)}:{member}: there is no such setting. {SettingNames.Hint(member, SettingNames.Members(type))}";
    }

    private static string WrongType(Match match)
    {
        var path = match.Groups["path"].Value;
        return $"{path}: '{match.Groups["value"].Value}' is not {Kind(match.Groups["type"].Value)}.{ExampleOf(path)}";
    }

    private static string Annotated(Type type, string text)
        => Annotation().Match(text) is not { Success: true } match
            ? text
            : $"{SettingNames.SectionOf(type)}:{match.Groups["member"].Value}: {match.Groups["error"].Value}{ExampleOf($"{SettingNames.SectionOf(type)}:{match.Groups["member"].Value}")}";

    private static string ExampleOf(string path)
        => SettingNames.ExampleAt(path) is { Length: > 0 } example ? $" A valid example: {example}" : "";

    private static string Kind(string type) => type switch
    {
        "System.Boolean" => "true or false",
        "System.Int32" or "System.Int64" => "a whole number",
        "System.TimeSpan" => "a time span",
        "System.Uri" => "an address",
        _ => "one of the values it can have",
    };

    [GeneratedRegex(@"properties were not found on the instance of (?<type>[\w.+]+): (?<members>.+)$", RegexOptions.NonBacktracking)]
    private static partial Regex Unknown();

    [GeneratedRegex(@"Failed to convert configuration value '(?<value>.*)' at '(?<path>[^']+)' to type '(?<type>[^']+)'", RegexOptions.NonBacktracking)]
    private static partial Regex Unconvertible();

    [GeneratedRegex(@"DataAnnotation validation failed for '\w+' members: '(?<member>\w+)' with the error: '(?<error>.*)'\.?$", RegexOptions.NonBacktracking)]
    private static partial Regex Annotation();
}
