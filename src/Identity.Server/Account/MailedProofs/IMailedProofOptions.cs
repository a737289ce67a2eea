namespace Identity.Server.Account.MailedProofs;

/// <summary>How much there may be of a proof that somebody reads the mail of an account. Each purpose has settings of its own.</summary>
internal interface IMailedProofOptions
{
    /// <summary>One of <c>ChallengePurposes</c>; names cookie and counters too, so that purposes never share them.</summary>
    static abstract string Purpose { get; }

    TimeSpan LinkLifetime { get; }

    int TriesPerCode { get; }

    int TriesPerAccount { get; }

    TimeSpan AccountWindow { get; }

    TimeSpan ResendPause { get; }

    int RequestsPerNetwork { get; }

    TimeSpan NetworkWindow { get; }

    int MailsPerAddress { get; }

    TimeSpan AddressWindow { get; }
}
