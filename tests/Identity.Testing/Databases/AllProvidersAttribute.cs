using System.Reflection;
using Identity.Core.Data;
using Xunit.Sdk;
using Xunit.v3;

namespace Identity.Testing.Databases;

/// <summary>Runs a theory once for each database provider; those without a server are skipped with the reason.</summary>
public sealed class AllProvidersAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
        => new([.. Enum.GetValues<DatabaseProvider>().Select(provider => new TheoryDataRow<DatabaseProvider>(provider))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
