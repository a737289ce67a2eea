using System.Globalization;
using System.Text.Json;

namespace Identity.Core.Apply.Json;

/// <summary>Takes a value as the type that it must have; anything else is a problem and reads as nothing.</summary>
internal sealed record JsonRead(JsonValue Value, Problems Problems)
{
    public bool IsNull => Value.Kind == JsonValueKind.Null;

    /// <summary>A text that is not empty; null stays null.</summary>
    public string? Text(int max)
    {
        if (IsNull) return null;
        if (Value.Kind != JsonValueKind.String) return Wrong<string?>("a text");
        if (Value.Text!.Length is 0 || Value.Text.Length > max) return Refuse<string?>($"It has 1 to {max} characters.");
        return Value.Text.Any(char.IsControl) ? Refuse<string?>("It has a line break or another control character in it.") : Value.Text;
    }

    /// <summary>A list of texts without repetition; null is the empty list.</summary>
    public IReadOnlyList<string> Texts(int max)
    {
        if (IsNull) return [];
        if (Value.Kind != JsonValueKind.Array) return Wrong<IReadOnlyList<string>>("a list of texts") ?? [];

        var texts = new List<string>();
        foreach (var item in Value.Items)
        {
            var read = this with { Value = item };
            if (item.Kind == JsonValueKind.Null) read.Wrong<string>("a text");
            else if (read.Text(max) is { } text && texts.Contains(text)) read.Refuse<string>($"'{text}' is there twice. Remove one.");
            else if (read.Text(max) is { } once) texts.Add(once);
        }

        return texts;
    }

    public bool Flag(bool otherwise) => Value.Kind switch
    {
        JsonValueKind.Null => otherwise,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => Wrong<bool?>("true or false") ?? otherwise,
    };

    public int? Number()
    {
        if (IsNull) return null;
        return Value.Kind == JsonValueKind.Number && int.TryParse(Value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : Wrong<int?>("a whole number");
    }

    /// <summary>An object, as the JSON text of its members.</summary>
    public string? Object()
    {
        if (IsNull) return null;
        return Value.Kind == JsonValueKind.Object ? Value.ToNode()!.ToJsonString() : Wrong<string?>("an object");
    }

    /// <summary>A secret: a text, <c>{"env":"NAME"}</c> or <c>{"file":"PATH"}</c>.</summary>
    public string? Secret()
    {
        if (IsNull) return null;
        if (Value.Kind == JsonValueKind.String) return Value.Text;
        if (Value is { Kind: JsonValueKind.Object, Members: [{ Name: "env" or "file", Value: { Kind: JsonValueKind.String, Text: { Length: > 0 } named } } only] })
        {
            return Secrets.Find(only.Name, named, out var secret) is { } problem ? Refuse<string?>(problem) : secret;
        }

        return Wrong<string?>("a text, {\"env\": \"NAME\"} or {\"file\": \"PATH\"}");
    }

    public T? Refuse<T>(string message)
    {
        Problems.Add(Value, message);
        return default;
    }

    private T? Wrong<T>(string expected) => Refuse<T>($"This must be {expected}, not {Name(Value.Kind)}.");

    private static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "this number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
