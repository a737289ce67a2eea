namespace Identity.Server.Account.Proofs;

/// <summary>A proof by mail, and how much of it there may be.</summary>
internal interface IMailedProofOptions : IProofOptions
{
    TimeSpan LinkLifetime { get; }

    TimeSpan IProofOptions.Lifetime => LinkLifetime;

    int RequestsPerNetwork { get; }

    TimeSpan NetworkWindow { get; }

    int MailsPerAddress { get; }

    TimeSpan AddressWindow { get; }
}
