namespace Identity.Core.Keys.Rotation;

/// <summary>One of the keys that follow each other in the same use.</summary>
public interface IDatedKey
{
    int Generation { get; }

    DateTime ActivateAt { get; }
}

public static class DatedKeys
{
    /// <summary>
    /// The key that signs or encrypts at this moment: every node finds the same one by its own clock, without being told.
    /// A key signs on until the next one does, so one is found even when nobody has rotated for years.
    /// </summary>
    public static TKey? InUse<TKey>(this IEnumerable<TKey> keys, DateTime now)
        where TKey : class, IDatedKey
    {
        ArgumentNullException.ThrowIfNull(keys);
        TKey? youngest = null, next = null;
        foreach (var key in keys)
        {
            if (key.ActivateAt <= now) youngest = youngest is null || key.Generation > youngest.Generation ? key : youngest;
            else next = next is null || key.ActivateAt < next.ActivateAt ? key : next;
        }

        // A clock that is behind must not leave a node without a key.
        return youngest ?? next;
    }
}
