namespace Identity.Server.Tests.Stage;

internal static class Form
{
    public static string Encode(IEnumerable<KeyValuePair<string, string>> fields)
        => string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}"));

    public static IReadOnlyList<KeyValuePair<string, string>> Decode(string query)
        => [.. query.TrimStart('?', '#').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
            .Select(pair => KeyValuePair.Create(Decoded(pair[0]), pair.Length > 1 ? Decoded(pair[1]) : ""))];

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
