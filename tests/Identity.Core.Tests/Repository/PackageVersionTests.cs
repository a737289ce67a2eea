using System.Text.Json;

namespace Identity.Core.Tests.Repository;

public sealed class PackageVersionTests
{
    // CVE-2026-40372 was mended in this version.
    private static readonly Version Floor = new(10, 0, 7);

    [Fact]
    public void B141_No_project_restores_an_aspnetcore_package_older_than_the_fixed_one()
    {
        var restored = Directory.GetFiles(SourceTree.Root, "packages.lock.json", SearchOption.AllDirectories)
            .Where(path => !path.Contains("node_modules", StringComparison.Ordinal))
            .SelectMany(Packages)
            .Where(p => p.Name.StartsWith("Microsoft.AspNetCore.", StringComparison.OrdinalIgnoreCase) && p.Version.Major >= 10)
            .ToList();

        Assert.Contains(restored, p => p.Name.StartsWith("Microsoft.AspNetCore.DataProtection", StringComparison.OrdinalIgnoreCase));
        Assert.All(restored, p => Assert.True(p.Version >= Floor, $"{p.Project}: {p.Name} {p.Version}"));
    }

    [Fact]
    public void B141_The_running_framework_is_not_older_than_the_fixed_one()
        => Assert.True(Environment.Version >= Floor, $"The .NET runtime is {Environment.Version}: install {Floor} or newer.");

    private static IEnumerable<(string Project, string Name, Version Version)> Packages(string path)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(path));
        foreach (var framework in file.RootElement.GetProperty("dependencies").EnumerateObject())
        {
            foreach (var package in framework.Value.EnumerateObject())
            {
                if (package.Value.TryGetProperty("resolved", out var resolved) && Version.TryParse(resolved.GetString()!.Split('-')[0], out var version))
                {
                    yield return (path, package.Name, version);
                }
            }
        }
    }
}
