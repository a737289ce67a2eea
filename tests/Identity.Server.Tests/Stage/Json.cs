using System.Text.Json;
using System.Text.Json.Nodes;

namespace Identity.Server.Tests.Stage;

internal static class Json
{
    public static JsonObject Node(object value) => value as JsonObject ?? JsonSerializer.SerializeToNode(value)!.AsObject();

    /// <summary>The first with the members of the second; null takes a member away.</summary>
    public static JsonObject Merge(object first, object? second)
    {
        var merged = Node(first);
        foreach (var (name, value) in second is null ? [] : Node(second))
        {
            if (value is null) merged.Remove(name);
            else merged[name] = value.DeepClone();
        }

        return merged;
    }

    public static string Text(this JsonObject json, string name) => json[name]?.GetValue<string>() ?? throw new KeyNotFoundException($"There is no '{name}' in {json}");

    public static IEnumerable<string> Texts(this JsonObject json, string name) => json[name]!.AsArray().Select(item => item!.GetValue<string>());
}
