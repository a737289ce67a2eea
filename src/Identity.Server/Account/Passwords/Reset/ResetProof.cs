using Identity.Core.Challenges;
using Identity.Core.Data;
using Microsoft.AspNetCore.Http;

namespace Identity.Server.Account.Passwords.Reset;

/// <summary>Checks what came back from the mailbox, and remembers it for the page that asks for the password.</summary>
internal sealed class ResetProof(IdentityDb db, ChallengeStore challenges, PendingResets pending, ResetCookie cookie, ResetLimits limits, IHttpContextAccessor http)
{
    private HttpContext Http => http.HttpContext!;

    /// <summary>The request that this browser made; null when there is none, or no longer.</summary>
    public async Task<Challenge?> FindAsync(CancellationToken ct)
        => cookie.Read(Http) is { } handle ? await challenges.FindAsync(ChallengePurposes.PasswordReset, handle.Browser, ct) : null;

    /// <summary>The request that this browser made and has proved.</summary>
    public async Task<Challenge?> FindProvedAsync(CancellationToken ct)
        => cookie.Read(Http) is { LinkToken: { } token } handle
            && await challenges.FindByLinkAsync(ChallengePurposes.PasswordReset, token, ct) is { } challenge
            && challenges.IsOpen(challenge) && ChallengeStore.IsOf(challenge, handle.Browser) ? challenge : null;

    public PendingReset? Waiting(Challenge challenge) => pending.Open(challenge.Payload);

    /// <summary>Tries a code that the person typed.</summary>
    public async Task<CodeCheck> TryCodeAsync(Challenge challenge, string code, CancellationToken ct)
    {
        var browser = cookie.Read(Http)!.Browser;
        if (!await limits.CountTryAsync(challenge.Destination, ct)) return CodeCheck.Void;

        var check = await challenges.CheckCodeAsync(challenge, browser, code, limits.TriesPerCode, ct);
        if (check != CodeCheck.Right) return check;

        // Code and link in the mail are used up; what takes their place is in this browser alone.
        var secrets = ChallengeSecrets.Create();
        challenges.Renew(challenge, secrets, browser, challenge.Destination);
        await db.SaveChangesAsync(ct);
        cookie.Write(Http, new ResetHandle(browser, secrets.LinkToken));
        return check;
    }

    /// <summary>Looks at a link, and takes it over in the browser that asked. The database stays as it is: mail scanners open links.</summary>
    public async Task<LinkCheck> OpenLinkAsync(string token, CancellationToken ct)
    {
        var challenge = token.Length == ChallengeSecrets.LinkTokenLength ? await challenges.FindByLinkAsync(ChallengePurposes.PasswordReset, token, ct) : null;
        if (challenge is null || !challenges.IsOpen(challenge)) return LinkCheck.Void;
        if (cookie.Read(Http) is not { } handle || !ChallengeStore.IsOf(challenge, handle.Browser)) return LinkCheck.Elsewhere;

        cookie.Write(Http, handle with { LinkToken = token });
        return LinkCheck.Taken;
    }
}

/// <summary>What came of a link.</summary>
internal enum LinkCheck
{
    /// <summary>This browser asked for it.</summary>
    Taken,

    /// <summary>Another browser asked for it: the code has to be entered there.</summary>
    Elsewhere,

    Void,
}
