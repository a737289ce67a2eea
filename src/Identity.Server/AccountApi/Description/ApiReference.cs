using System.Text.Json.Nodes;

namespace Identity.Server.AccountApi.Description;

/// <summary>What the reference page shows of the OpenAPI document.</summary>
internal sealed record ApiReference(string Title, string Description, string Server, string Access, IReadOnlyList<IGrouping<string, ApiOperation>> Groups)
{
    public static ApiReference Of(string document)
    {
        var root = JsonNode.Parse(document)!;
        var server = (string)root["servers"]![0]!["url"]!;
        var schemas = root["components"]!["schemas"]!.AsObject();
        var operations = root["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => ApiOperation.Of(path.Key, operation.Key, operation.Value!, schemas)));
        return new(
            (string)root["info"]!["title"]!, (string)root["info"]!["description"]!, server,
            (string)root["components"]!["securitySchemes"]!.AsObject().First().Value!["description"]!,
            [.. operations.GroupBy(operation => operation.Tag)]);
    }

    /// <summary>A text of the document in pieces; what stands between backticks is code.</summary>
    public static IEnumerable<(string Text, bool IsCode)> Pieces(string text)
        => text.Split('`').Select((piece, index) => (piece, index % 2 == 1)).Where(piece => piece.piece.Length > 0);
}

/// <summary>One route with one method.</summary>
internal sealed record ApiOperation(string Id, string Tag, string Method, string Path, string Summary, string Description)
{
    public IReadOnlyList<ApiMember> Parameters { get; init; } = [];

    /// <summary>The media types and members of what is sent.</summary>
    public (IReadOnlyList<string> Types, IReadOnlyList<ApiMember> Members)? Body { get; init; }

    public IReadOnlyList<ApiAnswer> Answers { get; init; } = [];

    public static ApiOperation Of(string path, string method, JsonNode operation, JsonObject schemas) => new(
        (string)operation["operationId"]!, (string)operation["tags"]![0]!, method.ToUpperInvariant(), path, (string)operation["summary"]!, (string)operation["description"]!)
    {
        Parameters = [.. (operation["parameters"]?.AsArray() ?? []).Select(p => new ApiMember((string)p!["name"]!, (string)p["in"]!, (bool?)p["required"] ?? false, (string?)p["description"]))],
        Body = operation["requestBody"]?["content"]?.AsObject() is { } content ? ([.. content.Select(type => type.Key)], ApiMember.Of(content.First().Value!["schema"]!, schemas)) : null,
        Answers = [.. operation["responses"]!.AsObject().Select(answer => new ApiAnswer(answer.Key, (string)answer.Value!["description"]!, Members(answer.Key, answer.Value!, schemas)))],
    };

    // Errors are all of one form, and the page says it once.
    private static IReadOnlyList<ApiMember> Members(string status, JsonNode answer, JsonObject schemas)
        => status.StartsWith('2') && answer["content"]?.AsObject() is { Count: > 0 } content ? ApiMember.Of(content.First().Value!["schema"]!, schemas) : [];
}

/// <summary>An answer of a route.</summary>
internal sealed record ApiAnswer(string Status, string Description, IReadOnlyList<ApiMember> Members);

/// <summary>A parameter or a member of an object.</summary>
/// <param name="Name">Those within another have its name in front.</param>
/// <param name="Kind">Its type, or where the parameter stands.</param>
/// <param name="Required">It is always there.</param>
/// <param name="Description">What it is.</param>
internal sealed record ApiMember(string Name, string Kind, bool Required, string? Description)
{
    public static IReadOnlyList<ApiMember> Of(JsonNode schema, JsonObject schemas, string prefix = "")
    {
        var known = Resolve(schema, schemas);
        if (known["items"] is { } items) return Of(items, schemas, prefix.TrimEnd('.') + "[].");

        var required = known["required"]?.AsArray().Select(name => (string)name!).ToHashSet() ?? [];
        return [.. (known["properties"]?.AsObject() ?? []).SelectMany(member =>
            Of(member.Value!, schemas, $"{prefix}{member.Key}.").Prepend(new ApiMember(prefix + member.Key, KindOf(Resolve(member.Value!, schemas)), required.Contains(member.Key), DescriptionOf(member.Value!, schemas))))];
    }

    private static string? DescriptionOf(JsonNode member, JsonObject schemas) => (string?)member["description"] ?? (string?)Resolve(member, schemas)["description"];

    private static string KindOf(JsonNode schema)
        => (string?)schema["format"] is "date-time" ? "date-time" : schema["type"] switch
        {
            JsonArray several => string.Join(", ", several.Select(type => (string)type!).Where(type => type != "null").Take(1)),
            { } one => (string)one!,
            null => "object",
        };

    private static JsonNode Resolve(JsonNode schema, JsonObject schemas)
    {
        var named = schema["oneOf"]?.AsArray().FirstOrDefault(choice => choice!["$ref"] is not null) ?? schema;
        return (string?)named["$ref"] is { } reference ? schemas[reference[(reference.LastIndexOf('/') + 1)..]]! : named;
    }
}
