using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Identity.App.Tests.Serve;

public sealed class PublishTests
{
    private static readonly string[] RolesOfOthers = ["Identity.App", "Identity.Server"];

    [Fact]
    public void What_starts_roles_references_hosting_itself()
    {
        // Static files come along with a direct reference only.
        var projects = Directory.GetFiles(Path.Combine(Installation.Root, "tests"), "Identity.*.csproj", SearchOption.AllDirectories)
            .Append(Path.Combine(Installation.Root, "src", "Identity.App", "Identity.App.csproj"))
            .Select(path => (Path: path, References: XDocument.Load(path).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))).ToList()))
            .Where(project => project.References.Intersect(RolesOfOthers).Any())
            .ToList();

        Assert.Contains(projects, project => project.Path.EndsWith("Identity.App.csproj", StringComparison.Ordinal));
        Assert.All(projects, project => Assert.Contains("Identity.Hosting", project.References));
    }

    [Fact]
    [Trait("Set", "All")]
    public async Task The_published_program_serves_its_files_from_any_directory_and_for_ever()
    {
        using var installation = new Installation();
        var output = Path.Combine(installation.Directory, "published");
        using (var publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", Path.Combine(Installation.Root, "src", "Identity.App"), "-c", "Release", "-o", output, "--nologo", "-v", "quiet"]))!)
        {
            await publish.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(10)).Token);
            Assert.Equal(0, publish.ExitCode);
        }

        Assert.NotEmpty(Directory.GetFiles(Path.Combine(output, "wwwroot", "assets", "hosting")));
        await using var server = await RunningServer.StartAsync(installation, Path.Combine(output, "identity"), []);
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{installation.Ports[0]}") };
        var asset = Regex.Match(await http.GetStringAsync(new Uri("/signin", UriKind.Relative)), "href=\"(/assets/hosting/[^\"]+\\.css)\"").Groups[1].Value;
        using var answer = await http.GetAsync(new Uri(asset, UriKind.Relative));

        Assert.True(answer.IsSuccessStatusCode, asset);
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }
}
