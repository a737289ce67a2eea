namespace Identity.Core.Keys.Rotation;

/// <summary>The life of keys of one use and algorithm: announced, active, retired, deleted.</summary>
public static class KeyLife
{
    /// <summary>The state of a key among those of its use and algorithm.</summary>
    public static KeyState StateIn(this SigningKey key, IEnumerable<SigningKey> kind, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (kind.InUse(now)?.Id == key.Id) return KeyState.Active;
        return key.ActivateAt > now ? KeyState.Announced : KeyState.Retired;
    }

    /// <summary>Whether the next key has to be announced, so that it signs when the youngest one has done so for long enough.</summary>
    internal static bool IsNextDue(DateTime youngestActivatesAt, DateTime now, KeyRotationOptions rotation)
        => now >= youngestActivatesAt + rotation.Interval - rotation.AnnounceLead;

    /// <summary>Each key retires when the next one begins. How long it is kept from then on is for those to say who know its tokens.</summary>
    internal static void Line(IEnumerable<SigningKey> kind, DateTime now)
    {
        var keys = kind.OrderBy(key => key.Generation).ToList();
        foreach (var (key, next) in keys.Zip(keys.Skip(1).Append(null)))
        {
            if (key.RetireAt <= now || key.RetireAt == next?.ActivateAt) continue;

            (key.RetireAt, key.DeleteAt) = (next?.ActivateAt, null);
        }
    }

    internal static bool IsDeletable(SigningKey key, IEnumerable<SigningKey> kind, DateTime now)
        => key.RetireAt <= now && key.DeleteAt <= now && key.StateIn(kind, now) == KeyState.Retired;
}
