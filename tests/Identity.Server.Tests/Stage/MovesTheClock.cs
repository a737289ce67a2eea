namespace Identity.Server.Tests.Stage;

/// <summary>For classes whose tests move the shared clock: they run after all others, one at a time.</summary>
[CollectionDefinition(nameof(MovesTheClock), DisableParallelization = true)]
public sealed class MovesTheClock;
