using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Identity.Server.Tests.Conformance;

/// <summary>Runs a module as in the Basic plan and as in the Form Post plan.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BothPlansAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
        => new([new TheoryDataRow<string>("query"), new TheoryDataRow<string>("form_post")]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
