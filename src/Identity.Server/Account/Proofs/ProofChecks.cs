using Identity.Core.Challenges;
using Microsoft.AspNetCore.Http;

namespace Identity.Server.Account.Proofs;

/// <summary>Checks what came back from a mailbox or a phone.</summary>
internal sealed class ProofChecks<TOptions>(
    ChallengeStore challenges, PendingProofs<TOptions> pending, ProofCookie<TOptions> cookie, ProofLimits<TOptions> limits, IHttpContextAccessor http)
    where TOptions : class, IProofOptions
{
    private ProofHandle? Handle => cookie.Read(http.HttpContext!);

    /// <summary>The request that this browser made; null when there is none, or no longer.</summary>
    public async Task<Challenge?> FindAsync(CancellationToken ct)
        => Handle is { } handle ? await challenges.FindAsync(TOptions.Purpose, handle.Browser, ct) : null;

    public PendingProof? Waiting(Challenge challenge) => pending.Open(challenge.Payload);

    /// <summary>Tries a code that the person typed, for the request that <see cref="FindAsync"/> found.</summary>
    public Task<CodeTry> TryCodeAsync(Challenge challenge, string code, CancellationToken ct) => TryCodeAsync(challenge, Handle!.Browser, code, ct);

    /// <summary>As the other, for whoever holds this handle.</summary>
    public async Task<CodeTry> TryCodeAsync(Challenge challenge, string browser, string code, CancellationToken ct)
        => await limits.CountTryAsync(challenge.Destination, ct) is { } wait
            ? new(CodeCheck.Void, wait)
            : new(await challenges.CheckCodeAsync(challenge, browser, code, limits.TriesPerCode, ct), null);

    /// <summary>Looks at a link. The database stays as it is: mail scanners open links.</summary>
    public async Task<LinkTry> FindByLinkAsync(string token, CancellationToken ct)
    {
        var challenge = token.Length == ChallengeSecrets.LinkTokenLength ? await challenges.FindByLinkAsync(TOptions.Purpose, token, ct) : null;
        if (challenge is null || !challenges.IsOpen(challenge)) return new(LinkCheck.Void, null);

        return new(Handle is { } handle && ChallengeStore.IsOf(challenge, handle.Browser) ? LinkCheck.Here : LinkCheck.Elsewhere, challenge);
    }
}

/// <param name="Check">What came of it.</param>
/// <param name="Wait">How long no code for this account is looked at, when that is why.</param>
internal sealed record CodeTry(CodeCheck Check, TimeSpan? Wait);

/// <param name="Check">What came of it.</param>
/// <param name="Challenge">What it proves, when it proves anything.</param>
internal sealed record LinkTry(LinkCheck Check, Challenge? Challenge);

/// <summary>What came of a link.</summary>
internal enum LinkCheck
{
    /// <summary>This browser asked for it.</summary>
    Here,

    /// <summary>Another browser asked for it: the code has to be entered there.</summary>
    Elsewhere,

    Void,
}
