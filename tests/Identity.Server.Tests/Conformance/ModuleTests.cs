using System.Reflection;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Conformance;

/// <summary>Beside this class, modules.txt lists the plans of OpenID's suite that the product has to pass, with their modules.</summary>
public sealed class ModuleTests
{
    private const string FormPost = "oidcc-formpost-basic-certification-test-plan";

    [Fact]
    public void Every_module_of_the_plans_has_a_test()
    {
        var tests = Tests().ToLookup(test => test.Name);
        var modules = Plans().SelectMany(plan => plan.Modules).Select(TestName).ToHashSet();

        Assert.Equal([], modules.Where(module => tests[module].Count() != 1));
        Assert.Equal([], tests.Select(test => test.Key).Where(test => !modules.Contains(test)));
    }

    [Fact]
    public void Every_module_of_the_Form_Post_plan_runs_in_both_modes()
    {
        var modules = Plans().Single(plan => plan.Name == FormPost).Modules.Select(TestName).Order(StringComparer.Ordinal);

        Assert.Equal(modules, Tests().Where(test => test.IsDefined(typeof(BothPlansAttribute))).Select(test => test.Name).Order(StringComparer.Ordinal));
    }

    private static string TestName(string module) => module.Replace('-', '_');

    private static IEnumerable<MethodInfo> Tests()
        => from type in typeof(ModuleTests).Assembly.GetTypes()
           where type.Namespace == typeof(ModuleTests).Namespace
           from method in type.GetMethods()
           where method.Name.StartsWith("oidcc_", StringComparison.Ordinal)
           select method;

    private static IReadOnlyList<(string Name, string[] Modules)> Plans()
    {
        var text = File.ReadAllText(Path.Combine(Snapshot.Repository(), "tests", "Identity.Server.Tests", "Conformance", "modules.txt"));
        return [.. text.Split("\n\n").Select(plan => plan.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(lines => (lines[0], lines[1..]))];
    }
}
