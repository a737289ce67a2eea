using System.Text.Json;
using System.Text.Json.Nodes;

namespace Identity.Core.Apply.Json;

/// <summary>A value of the file that knows where it stands.</summary>
internal sealed class JsonValue(JsonValueKind kind, string path, int line, int column)
{
    public JsonValueKind Kind => kind;

    /// <summary>Such as <c>clients[0].redirect_uris[1]</c>.</summary>
    public string Path => path;

    public int Line => line;
    public int Column => column;

    /// <summary>The text of a string, or the digits of a number.</summary>
    public string? Text { get; init; }

    public List<JsonValue> Items { get; } = [];
    public List<(string Name, JsonValue At, JsonValue Value)> Members { get; } = [];

    public JsonNode? ToNode() => kind switch
    {
        JsonValueKind.Object => new JsonObject(Members.Select(member => KeyValuePair.Create(member.Name, member.Value.ToNode()))),
        JsonValueKind.Array => new JsonArray([.. Items.Select(item => item.ToNode())]),
        JsonValueKind.String => Text,
        JsonValueKind.Number => JsonNode.Parse(Text!),
        JsonValueKind.Null => null,
        _ => kind == JsonValueKind.True,
    };

    public JsonValue? Member(string name) => Members.Find(member => member.Name == name).Value;
}
