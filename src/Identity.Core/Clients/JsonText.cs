using System.Text.Encodings.Web;
using System.Text.Json;

namespace Identity.Core.Clients;

/// <summary>Lists and maps in the text columns of OpenIddict's tables, in the form in which its stores write them.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string? Of(IReadOnlyCollection<string> values) => values.Count == 0 ? null : JsonSerializer.Serialize(values, Relaxed);

    public static string? Of(IReadOnlyDictionary<string, string> values) => values.Count == 0 ? null : JsonSerializer.Serialize(values, Relaxed);

    public static List<string> List(string? text) => text is null ? [] : JsonSerializer.Deserialize<List<string>>(text)!;

    public static Dictionary<string, string> Map(string? text) => text is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(text)!;
}
