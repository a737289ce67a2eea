namespace Identity.Core.Leases;

/// <summary>A lease that this process got, perhaps not for long: what must not be done twice asks <see cref="LeaseStore.HoldsAsync"/> in its own transaction.</summary>
public sealed record HeldLease(string Name, string Owner, long Fence);
