using System.Xml.Linq;

namespace Identity.Core.Tests.Repository;

public sealed class AllowedReferencesTests
{
    private const string Prefix = "Identity.";
    private static readonly string[] Roles = ["Server", "Admin.Api", "Admin.Console", "Worker"];

    // docs/architecture.md has the same table. No role references a role, and the console never sees the database.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Core"] = [],
        ["Hosting"] = [],
        ["Admin.Contracts"] = [],
        ["Server"] = ["Core", "Hosting"],
        ["Admin.Api"] = ["Core", "Hosting", "Admin.Contracts"],
        ["Admin.Console"] = ["Hosting", "Admin.Contracts"],
        ["Worker"] = ["Core", "Hosting"],
        ["App"] = ["Core", "Hosting", .. Roles],
    };

    [Fact]
    public void Every_project_references_only_what_it_may()
    {
        var projects = ProjectsUnder("src");

        Assert.Equal(Allowed.Keys.Order(), projects.Select(p => p.Name).Order());
        Assert.All(projects, p => Assert.Empty(p.References.Except(Allowed[p.Name])));
    }

    [Fact]
    public void A_test_project_starts_roles_but_the_product_never_references_a_test_project()
    {
        var tests = ProjectsUnder("tests");
        var testNames = tests.Select(t => t.Name).ToList();

        Assert.NotEmpty(tests);
        Assert.All(tests, t => Assert.Empty(t.References.Except([.. Allowed.Keys, "Testing", "Benchmarks.Plain", "aspnetcore-web"])));
        Assert.All(ProjectsUnder("src"), p => Assert.Empty(p.References.Intersect(testNames)));
    }

    private static List<(string Name, List<string> References)> ProjectsUnder(string folder) =>
    [
        .. Directory.GetFiles(Path.Combine(SourceTree.Root, folder), "*.csproj", SearchOption.AllDirectories)
            .Select(path => (Short(path), XDocument.Load(path).Descendants("ProjectReference").Select(r => Short(r.Attribute("Include")!.Value)).ToList())),
    ];

    // A quickstart has no prefix: browser tests start it beside the product.
    private static string Short(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));
        return name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name;
    }
}
