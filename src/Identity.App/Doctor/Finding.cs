namespace Identity.App.Doctor;

internal enum FindingLevel
{
    Ok,
    Warning,
    Problem,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Area">Such as <c>database</c>.</param>
/// <param name="Sentence">What was found, and how to mend it when it is not as it should be.</param>
internal sealed record Finding(FindingLevel Level, string Area, string Sentence)
{
    public static Finding Ok(string area, string sentence) => new(FindingLevel.Ok, area, sentence);

    public static Finding Warning(string area, string sentence) => new(FindingLevel.Warning, area, sentence);

    public static Finding Problem(string area, string sentence) => new(FindingLevel.Problem, area, sentence);
}
