using Identity.Core.Keys;
using Identity.Core.Keys.DataProtection;
using Identity.Core.Keys.Rotation;
using Identity.Core.Leases;
using Microsoft.Extensions.Options;

namespace Identity.Worker.Keys;

/// <summary>Does what is due in the life of the keys. Should two workers do it at once, the database takes each key once.</summary>
internal sealed class RotateKeys(KeyRotation keys, RingKeys ring, IOptions<KeyOptions> options) : ILeasedJob
{
    public static string Name => "keys";

    public TimeSpan Interval => options.Value.Rotation.CheckInterval;

    public async Task<string> RunAsync(HeldLease lease, CancellationToken ct)
        => $"{await keys.RunAsync(ct)} keys and {await ring.RunAsync(ct)} keys of the ring were announced or deleted.";
}
