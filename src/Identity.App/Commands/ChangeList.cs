using Identity.Core.Apply;

namespace Identity.App.Commands;

/// <summary>What a file changed or would change, one line for each member.</summary>
internal static class ChangeList
{
    public static void Print(Terminal terminal, IReadOnlyList<ApplyChange> changes, bool planOnly)
    {
        foreach (var change in changes)
        {
            var (sign, style) = change.Kind switch
            {
                ChangeKind.Create => ("+", "green"),
                ChangeKind.Delete => ("-", "red"),
                _ => ("~", "yellow"),
            };
            terminal.Line($"{sign} {change.Section} {change.Key}", style);
            foreach (var member in change.Members) terminal.Line($"    {member.Name}: {Values(member)}");
        }

        terminal.Line((changes.Count, planOnly) switch
        {
            (0, _) => "Everything is as the file says. Nothing was changed.",
            (_, true) => $"{Count(changes, "to create", "to change", "to delete")}. This is a plan: nothing was changed.",
            _ => $"{Count(changes, "created", "changed", "deleted")}.",
        });
    }

    private static string Values(MemberChange member) => (member.Before, member.After) switch
    {
        (null, var after) => after!,
        (var before, null) => $"{before} → nothing",
        var (before, after) => $"{before} → {after}",
    };

    private static string Count(IReadOnlyList<ApplyChange> changes, string create, string update, string delete)
    {
        var words = new Dictionary<ChangeKind, string> { [ChangeKind.Create] = create, [ChangeKind.Update] = update, [ChangeKind.Delete] = delete };
        return string.Join(", ", changes.CountBy(change => change.Kind).OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {words[pair.Key]}"));
    }
}
