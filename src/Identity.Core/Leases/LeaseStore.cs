using System.Buffers.Text;
using System.Security.Cryptography;
using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Leases;

/// <summary>
/// Lets one process at a time do a job. A lease stops most double runs and not all of them (its holder may sleep through
/// its end), so the fence goes along with what is written.
/// </summary>
public sealed class LeaseStore(IdentityDb db)
{
    // Unlike any other process's, also after a restart.
    private static readonly string ThisProcess = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18));

    /// <summary>Takes a lease that is free or over, or prolongs one that this process holds.</summary>
    /// <param name="name">Of the job; up to 50 characters.</param>
    /// <param name="duration">From now on, by the clock of the database.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Null while another process holds it.</returns>
    public Task<HeldLease?> TryAcquireAsync(string name, TimeSpan duration, CancellationToken ct) => TryAcquireAsync(name, ThisProcess, duration, ct);

    /// <summary>
    /// Whether the lease is still this holder's. Asked inside a transaction it stays so until the commit: nobody takes it meanwhile.
    /// </summary>
    public async Task<bool> HoldsAsync(HeldLease lease, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return await Of(lease).ExecuteUpdateAsync(set => set.SetProperty(l => l.Fence, l => l.Fence), ct) == 1;
    }

    /// <summary>Gives a lease back before its end; the fence stays.</summary>
    public Task ReleaseAsync(HeldLease lease, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return Of(lease).ExecuteUpdateAsync(set => set.SetProperty(l => l.UntilUtc, DateTime.UnixEpoch), ct);
    }

    internal async Task<HeldLease?> TryAcquireAsync(string name, string owner, TimeSpan duration, CancellationToken ct)
    {
        var taken = await db.Leases.FromSql(LeaseStatements.Acquire(db, name, owner, duration)).AsNoTracking().ToListAsync(ct);
        return taken is [var lease] && lease.Owner == owner ? new HeldLease(name, owner, lease.Fence) : null;
    }

    private IQueryable<Lease> Of(HeldLease lease) => db.Leases.Where(l => l.Name == lease.Name && l.Owner == lease.Owner && l.Fence == lease.Fence);
}
