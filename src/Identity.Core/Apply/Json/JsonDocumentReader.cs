using System.Text;
using System.Text.Json;

namespace Identity.Core.Apply.Json;

/// <summary>Reads JSON (comments allowed) into values that know their line and column.</summary>
internal static class JsonDocumentReader
{
    /// <returns>The file's value, or null when it is not JSON; the problem then says where.</returns>
    public static JsonValue? Read(string text, Problems problems)
    {
        var bytes = Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF'));
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip });
        try
        {
            reader.Read();
            var value = Value(ref reader, new Places(bytes), "", problems);
            reader.Read();
            return value;
        }
        catch (JsonException failure)
        {
            var line = (int)(failure.LineNumber ?? 0);
            var message = failure.Message.Split(" LineNumber:")[0];
            problems.Add(new ApplyProblem(line + 1, (int)(failure.BytePositionInLine ?? 0) + 1, "", $"This is not JSON: {message}"));
            return null;
        }
    }

    private static JsonValue Value(ref Utf8JsonReader reader, Places places, string path, Problems problems)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Object(ref reader, places, path, problems);
            case JsonTokenType.StartArray:
                var array = At(ref reader, places, JsonValueKind.Array, path);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    array.Items.Add(Value(ref reader, places, $"{path}[{array.Items.Count}]", problems));
                }

                return array;
            case JsonTokenType.String:
                return At(ref reader, places, JsonValueKind.String, path, Text(ref reader, places, path, problems));
            case JsonTokenType.Number:
                return At(ref reader, places, JsonValueKind.Number, path, Encoding.UTF8.GetString(reader.ValueSpan));
            case JsonTokenType.True:
                return At(ref reader, places, JsonValueKind.True, path);
            case JsonTokenType.False:
                return At(ref reader, places, JsonValueKind.False, path);
            default:
                return At(ref reader, places, JsonValueKind.Null, path);
        }
    }

    private static JsonValue Object(ref Utf8JsonReader reader, Places places, string path, Problems problems)
    {
        var value = At(ref reader, places, JsonValueKind.Object, path);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Text(ref reader, places, path, problems);
            var at = At(ref reader, places, JsonValueKind.Undefined, path.Length == 0 ? name : $"{path}.{name}");
            if (value.Member(name) is not null) problems.Add(at, "It is there twice. Remove one.");

            reader.Read();
            value.Members.Add((name, at, Value(ref reader, places, at.Path, problems)));
        }

        return value;
    }

    // A lone half of a surrogate pair is valid JSON and no text.
    private static string Text(ref Utf8JsonReader reader, Places places, string path, Problems problems)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            problems.Add(At(ref reader, places, JsonValueKind.String, path), "This text has half a character in it (a lone \\ud8… escape).");
            return "";
        }
    }

    private static JsonValue At(ref Utf8JsonReader reader, Places places, JsonValueKind kind, string path, string? text = null)
    {
        var (line, column) = places.Of((int)reader.TokenStartIndex);
        return new JsonValue(kind, path, line, column) { Text = text };
    }
}
