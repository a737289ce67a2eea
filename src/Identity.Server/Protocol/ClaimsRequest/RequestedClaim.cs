using System.Text.Json.Nodes;

namespace Identity.Server.Protocol.ClaimsRequest;

/// <summary>One claim that a request asks for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Essential">The application can't do without; the person is not told off for lacking it (section 5.5.1).</param>
/// <param name="Values">The values that are of use; any, when there are none.</param>
internal sealed record RequestedClaim(string Name, bool Essential, IReadOnlyList<JsonNode> Values)
{
    /// <summary>Whether a value is one of those asked for.</summary>
    public bool Accepts(JsonNode? value) => Values.Count == 0 || Values.Any(wanted => JsonNode.DeepEquals(wanted, value));

    public static RequestedClaim Read(string target, string name, JsonNode? request) => request switch
    {
        null => new RequestedClaim(name, false, []),
        JsonObject members => new RequestedClaim(
            name,
            members["essential"] switch
            {
                null => false,
                JsonValue flag when flag.TryGetValue<bool>(out var essential) => essential,
                _ => throw new FormatException($"'essential' of the claim '{name}' in '{target}' is not true or false."),
            },
            members["value"] is { } single ? [single]
                : members["values"] switch
                {
                    null => [],
                    JsonArray several => [.. several.OfType<JsonNode>()],
                    _ => throw new FormatException($"'values' of the claim '{name}' in '{target}' is not a list."),
                }),
        _ => throw new FormatException($"The claim '{name}' in '{target}' is neither null nor an object."),
    };

    public JsonNode? ToJson()
    {
        if (!Essential && Values.Count == 0) return null;

        var members = new JsonObject();
        if (Essential) members["essential"] = true;
        if (Values.Count > 0) members["values"] = new JsonArray([.. Values.Select(value => value.DeepClone())]);
        return members;
    }
}
