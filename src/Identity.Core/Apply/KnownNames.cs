using Identity.Core.Apply.Json;

namespace Identity.Core.Apply;

/// <summary>Names that entries may refer to.</summary>
internal sealed class KnownNames(StringComparer comparer)
{
    private readonly HashSet<string> names = new(comparer);
    private readonly HashSet<string> removed = new(comparer);

    public void Add(IEnumerable<string> more) => names.UnionWith(more);

    public void Remove(string name)
    {
        names.Remove(name);
        removed.Add(name);
    }

    /// <summary>Reports each name that will not exist.</summary>
    public void Check(JsonValue at, string what, IEnumerable<string> wanted, Problems problems)
    {
        foreach (var name in wanted.Where(name => !names.Contains(name)))
        {
            // The list's own line for this name, when the member is a list.
            var place = at.Items.Find(item => item.Text == name) ?? at;
            problems.Add(place, removed.Contains(name) ? $"The file deletes the {what} '{name}'. Remove it here as well." : $"There is no {what} '{name}'. {Problems.Hint(name, names)}");
        }
    }
}
