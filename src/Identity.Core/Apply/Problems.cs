using Identity.Core.Apply.Json;
using Identity.Core.Texts;

namespace Identity.Core.Apply;

/// <summary>Collects what is wrong with a file, so that all of it is mended in one go.</summary>
internal sealed class Problems
{
    private readonly List<ApplyProblem> found = [];

    public bool Any => found.Count > 0;

    public IReadOnlyList<ApplyProblem> InOrder => [.. found.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];

    public void Add(JsonValue at, string message) => found.Add(new ApplyProblem(at.Line, at.Column, at.Path, message));

    public void Add(ApplyProblem problem) => found.Add(problem);

    /// <summary>What to say about a name that is none of those known.</summary>
    public static string Hint(string name, IReadOnlyCollection<string> known)
        => NearestName.Find(name, known) is { } nearest ? $"Did you mean '{nearest}'?"
            : known.Count == 0 ? "There are none yet."
            : $"There are: {string.Join(", ", known.Order(StringComparer.Ordinal))}.";
}
