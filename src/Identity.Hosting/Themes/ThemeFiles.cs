using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Identity.Hosting.Themes;

/// <summary>A file that a theme brings, read once when the role starts.</summary>
internal sealed record ThemeFile(string Path, string ContentType, byte[] Content, string Hash);

/// <summary>Reads <c>assets/</c> and <c>fonts/</c> of a theme. Only what is read here can ever be served.</summary>
internal static partial class ThemeFiles
{
    private static readonly string[] Folders = ["assets", "fonts"];

    private const int LargestImage = 200 * 1024;
    private const int LargestFile = 1024 * 1024;

    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".webp"] = "image/webp",
        [".avif"] = "image/avif",
        [".ico"] = "image/x-icon",
        [".woff2"] = "font/woff2",
    };

    public static FrozenDictionary<string, ThemeFile> Read(string folder)
        => Folders
            .Select(name => Path.Combine(folder, name))
            .Where(Directory.Exists)
            .SelectMany(path => Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories))
            .Select(path => ReadFile(folder, path))
            .ToFrozenDictionary(file => file.Path, StringComparer.Ordinal);

    public static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content))[..12];

    private static ThemeFile ReadFile(string folder, string path)
    {
        if (!ContentTypes.TryGetValue(Path.GetExtension(path), out var type))
        {
            throw new ThemeException(path, "", $"files of this kind are not served. Allowed are {string.Join(", ", ContentTypes.Keys)}");
        }

        var limit = type.StartsWith("image/svg", StringComparison.Ordinal) ? LargestImage : LargestFile;
        if (new FileInfo(path).Length > limit) throw new ThemeException(path, "", $"is larger than {limit / 1024} KB");

        var content = File.ReadAllBytes(path);
        if (type == "image/svg+xml" && ActiveSvg().Match(Encoding.UTF8.GetString(content)) is { Success: true } active)
        {
            throw new ThemeException(path, "", $"'{active.Value.Trim()}' is not allowed in an SVG file: remove scripts, foreign objects and references to other files");
        }

        return new(Path.GetRelativePath(folder, path).Replace('\\', '/'), type, content, Hash(content));
    }

    [GeneratedRegex("""<\s*(\w+:)?(script|foreignObject|iframe|embed|object)\b|\son\w+\s*=|<!(DOCTYPE|ENTITY)|href\s*=\s*["']?[^#"'\s]|@import|url\(\s*["']?[^#"'\s]""", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ActiveSvg();
}
