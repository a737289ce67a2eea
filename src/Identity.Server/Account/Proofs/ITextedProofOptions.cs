namespace Identity.Server.Account.Proofs;

/// <summary>A proof by text message. How many there may be is set for all purposes together, in <c>Sms</c>: they have one bill.</summary>
internal interface ITextedProofOptions : IProofOptions
{
    /// <summary>One of <c>SmsKinds</c>.</summary>
    static abstract string Message { get; }

    /// <summary>Whether it goes only to a number that an account has proved.</summary>
    static abstract bool ToAccount { get; }

    TimeSpan CodeLifetime { get; }

    TimeSpan IProofOptions.Lifetime => CodeLifetime;
}
