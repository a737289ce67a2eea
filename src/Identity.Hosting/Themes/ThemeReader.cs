using System.Text.Json;

namespace Identity.Hosting.Themes;

/// <summary>Reads a theme's folder and refuses it, with one sentence, when anything in it is wrong.</summary>
internal sealed class ThemeReader(string root)
{
    public const string Shipped = "default";

    private const string BrandFont = "fonts/brand.woff2";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNameCaseInsensitive = false };

    // Promised for later, so that a theme which has them must not seem to work.
    private static readonly string[] NotRead = ["tokens.css", "theme.css", "slots", "email"];

    public Theme Read(string id)
    {
        var folder = Path.Combine(root, id);
        var file = Path.Combine(folder, "theme.json");
        var manifest = ReadJson<ThemeManifest>(file);
        if (manifest.Id != id) throw new ThemeException(file, "id", $"must be '{id}', the name of its folder, and is '{manifest.Id}'");
        if (NotRead.FirstOrDefault(name => Path.Exists(Path.Combine(folder, name))) is { } extra)
        {
            throw new ThemeException(Path.Combine(folder, extra), "", "is not read by this version. Remove it from the theme");
        }

        if (id != Shipped)
        {
            if (manifest.Extends is not (null or Shipped)) throw new ThemeException(file, "extends", $"must be '{Shipped}'");
            manifest = manifest.Over(ReadJson<ThemeManifest>(Path.Combine(root, Shipped, "theme.json")));
        }

        var files = ThemeFiles.Read(folder);
        var (light, dark) = new ThemeRules(file, manifest, files).Check();
        var font = manifest.Tokens!.Font == "brand" ? Address(BrandFont) : null;
        var background = manifest.Assets?.Background is { } image ? Address(image) : null;
        return new(manifest, ThemeStylesheet.Write(manifest, light, dark, font, background), files, [.. ReadTexts(folder)]);

        // Relative to the stylesheet, so that it holds below a path as well.
        string Address(string path) => files.TryGetValue(path, out var found)
            ? $"{id}/{path}?v={found.Hash}"
            : throw new ThemeException(file, "tokens.font", $"'brand' needs the file {path}, which is missing");
    }

    private static IEnumerable<(string, IReadOnlyDictionary<string, string>)> ReadTexts(string folder)
    {
        var texts = Path.Combine(folder, "texts");
        if (!Directory.Exists(texts)) yield break;
        foreach (var path in Directory.EnumerateFiles(texts, "*.json").Order(StringComparer.Ordinal))
        {
            yield return (Path.GetFileNameWithoutExtension(path), ReadJson<Dictionary<string, string>>(path));
        }
    }

    private static T ReadJson<T>(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return JsonSerializer.Deserialize<T>(stream, Json) ?? throw new ThemeException(file, "", "is empty");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ThemeException(file, "", "this file is missing. Check Themes:Directory and Themes:Default");
        }
        catch (JsonException e)
        {
            throw new ThemeException(file, (e.Path ?? "$").TrimStart('$').TrimStart('.'), $"is not a member of a theme, or has a value of the wrong type (line {e.LineNumber + 1})");
        }
    }
}
