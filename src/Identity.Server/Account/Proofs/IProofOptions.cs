namespace Identity.Server.Account.Proofs;

/// <summary>How long a proof that somebody reads what is sent to an account works, and how often it may be tried. Each purpose has settings of its own.</summary>
internal interface IProofOptions
{
    /// <summary>One of <c>ChallengePurposes</c>; names cookie and counters too, so that purposes never share them.</summary>
    static abstract string Purpose { get; }

    TimeSpan Lifetime { get; }

    int TriesPerCode { get; }

    int TriesPerAccount { get; }

    TimeSpan AccountWindow { get; }

    TimeSpan ResendPause { get; }
}
