using System.ComponentModel.DataAnnotations;

namespace Identity.Server.Account.SignUp.Pressure;

/// <summary>
/// Section <c>SignUp:Work</c>: from how many sign-ups on a browser has to work for the next one. One without script
/// proves its address first instead.
/// </summary>
public sealed class SignUpWorkOptions
{
    /// <summary>Sign-ups from one network in <c>SignUp:NetworkWindow</c> that are free. 0 asks everybody.</summary>
    [Range(0, 100_000)]
    public int FreePerNetwork { get; set; } = 5;

    /// <summary>Sign-ups from everywhere in <c>SignUp:NetworkWindow</c> that are free.</summary>
    [Range(0, 10_000_000)]
    public int FreeInAll { get; set; } = 500;

    /// <summary>How much work: one more doubles it. 16 are a second or two in a browser.</summary>
    [Range(8, 24)]
    public int Bits { get; set; } = 16;

    /// <summary>How long the work of a page is taken.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(30);
}
