namespace Identity.Core.Apply;

/// <summary>What a file changes of one thing.</summary>
/// <param name="Kind">Whether it is made, changed or deleted.</param>
/// <param name="Section">The section of the file, such as <c>clients</c>.</param>
/// <param name="Key">Its name in there.</param>
/// <param name="Members">The members that change.</param>
public sealed record ApplyChange(ChangeKind Kind, string Section, string Key, IReadOnlyList<MemberChange> Members);

/// <summary>A member's value before and after, as JSON; null when there is none. Secrets are never in clear.</summary>
public sealed record MemberChange(string Name, string? Before, string? After);

public enum ChangeKind
{
    Create,
    Update,
    Delete,
}
