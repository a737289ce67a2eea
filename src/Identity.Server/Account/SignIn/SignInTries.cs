using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Throttling;
using Identity.Core.Users;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.SignIn;

/// <summary>
/// Counts a try before the password is looked at, and says what it may do. The same rows are written for a name that
/// exists and for one that doesn't.
/// </summary>
internal sealed class SignInTries(AttemptCounters counters, AuditLog audit, IdentityDb db, IOptions<SignInOptions> settings)
{
    public async Task<TryPermit> CountAsync(string identifier, User? user, SignInOrigin origin, CancellationToken ct)
    {
        var limits = settings.Value;
        if (user is not null && origin.Device?.Knows(user) == true)
        {
            var device = await counters.IncrementAsync(DeviceKey(user, origin.Device), limits.DeviceWindow, ct);
            // After too many it is treated like any other device.
            if (device.Count <= limits.TriesPerDevice) return TryPermit.Check;
        }

        var network = await counters.IncrementAsync(NetworkKey(origin), limits.NetworkWindow, ct);
        if (network.Count > limits.TriesPerNetwork) return TryPermit.Wait(network.Remaining);

        var pair = await counters.IncrementAsync(IdentifierKey(identifier, origin), limits.IdentifierWindow, ct);
        if (pair.Count > limits.TriesPerIdentifier) return TryPermit.Wait(pair.Remaining);

        return await IsLockedAsync(identifier, user, origin, ct) ? TryPermit.Refuse : TryPermit.Check;
    }

    /// <summary>After the right password. What was tried from the network stays counted: one account must not clear the way to others.</summary>
    public Task ResetAsync(string identifier, User user, SignInOrigin origin, CancellationToken ct)
    {
        List<CounterKey> keys = [IdentifierKey(identifier, origin), AccountKey(identifier, user)];
        if (origin.Device?.Knows(user) == true) keys.Add(DeviceKey(user, origin.Device));
        return counters.ResetAsync(keys, ct);
    }

    /// <summary>After the person proved the account in another way: guesses of others no longer lock it.</summary>
    public Task UnlockAsync(User user, CancellationToken ct)
        => counters.ResetAsync([CounterKey.Of("signin.lock", user.Id.ToString()), AccountKey("", user)], ct);

    private async Task<bool> IsLockedAsync(string identifier, User? user, SignInOrigin origin, CancellationToken ct)
    {
        var limits = settings.Value;
        var lockKey = CounterKey.Of("signin.lock", Account(identifier, user));
        if ((await counters.ReadAsync(lockKey, ct)).Count > 0) return true;

        var account = await counters.IncrementAsync(AccountKey(identifier, user), limits.AccountWindow, ct);
        if (account.Count <= limits.TriesPerAccount) return false;

        var locked = await counters.IncrementAsync(lockKey, limits.AccountLock, ct);
        if (locked.Count == 1 && user is not null)
        {
            var by = new AuditActor(null, origin.Address?.ToString());
            audit.Add(AuditKinds.AccountLocked, ("user", user.Id), by, new { Seconds = (long)limits.AccountLock.TotalSeconds });
            await db.SaveChangesAsync(ct);
        }

        return true;
    }

    private CounterKey NetworkKey(SignInOrigin origin) => CounterKey.Of("signin.network", origin.Network(settings.Value));

    private CounterKey IdentifierKey(string identifier, SignInOrigin origin)
        => CounterKey.Of("signin.identifier", identifier, origin.Network(settings.Value));

    private static CounterKey AccountKey(string identifier, User? user) => CounterKey.Of("signin.account", Account(identifier, user));

    private static CounterKey DeviceKey(User user, KnownDevice device)
        => CounterKey.Of("signin.device", device.Id.ToString(), user.Id.ToString());

    // By id, so that the username and the address of one person share a count.
    private static string Account(string identifier, User? user) => user?.Id.ToString() ?? identifier;
}

/// <summary>What a try may do: have its password checked, be refused as wrong, or wait.</summary>
internal readonly record struct TryPermit(bool MayCheck, TimeSpan? RetryAfter)
{
    public static readonly TryPermit Check = new(true, null);
    public static readonly TryPermit Refuse = new(false, null);

    public static TryPermit Wait(TimeSpan time) => new(false, time);
}
