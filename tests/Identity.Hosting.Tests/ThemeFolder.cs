using Microsoft.AspNetCore.Builder;

namespace Identity.Hosting.Tests;

/// <summary>A folder of themes with one named acme beside the shipped one; gone after the test.</summary>
internal sealed class ThemeFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("themes").FullName;

    public ThemeFolder(string manifest, string logo = "<svg xmlns='http://www.w3.org/2000/svg'/>")
    {
        Write("default/theme.json", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "themes/default/theme.json")));
        Write("acme/theme.json", manifest);
        Write("acme/assets/logo.svg", logo);
        Write("acme/texts/de.json", """{ "ui.skip": "Willkommen" }""");
    }

    public Task<WebApplication> StartAsync() => SampleRole.StartAsync(("Themes:Directory", _root), ("Themes:Default", "acme"));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Write(string path, string text)
    {
        var file = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
