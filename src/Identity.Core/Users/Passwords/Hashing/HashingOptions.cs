using System.ComponentModel.DataAnnotations;

namespace Identity.Core.Users.Passwords.Hashing;

/// <summary>Section <c>Password:Hashing</c>: what one password check costs, and how many run at once.</summary>
public sealed class HashingOptions
{
    /// <summary>Memory of one check, in KiB.</summary>
    [Range(PhcHash.LeastMemoryKiB, PhcHash.MostMemoryKiB)]
    public int MemoryKiB { get; set; } = 19 * 1024;

    /// <summary>How often that memory is gone over.</summary>
    [Range(1, PhcHash.MostPasses)]
    public int Passes { get; set; } = 2;

    /// <summary>Checks at a time for each processor core; more only make each other slower.</summary>
    [Range(1, 8)]
    public int PerCore { get; set; } = 1;

    /// <summary>How long a check waits for its turn before the person is asked to come back.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:30")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(2);
}
