using System.Text.Json;

namespace Identity.Core.Apply.Json;

/// <summary>Values by name: those that are named change, null takes one away, the others stay.</summary>
internal static class AttributeRead
{
    public static IReadOnlyDictionary<string, string> Attributes(this JsonRead json, IReadOnlyDictionary<string, string> current, int max)
        => json.Attributes(current, (_, at) => at.Text(max));

    /// <param name="json">The object.</param>
    /// <param name="current">What is there.</param>
    /// <param name="read">Takes one value, or says why not.</param>
    public static IReadOnlyDictionary<string, string> Attributes(this JsonRead json, IReadOnlyDictionary<string, string> current, Func<string, JsonRead, string?> read)
    {
        if (json.IsNull) return new Dictionary<string, string>();
        if (json.Value.Kind != JsonValueKind.Object) return json.Refuse<IReadOnlyDictionary<string, string>>("This must be an object such as { \"department\": \"Finance\" }.") ?? current;

        var changed = new Dictionary<string, string>(current);
        foreach (var (name, _, value) in json.Value.Members)
        {
            if (read(name, json with { Value = value }) is { } text) changed[name] = text;
            else changed.Remove(name);
        }

        return changed;
    }
}
