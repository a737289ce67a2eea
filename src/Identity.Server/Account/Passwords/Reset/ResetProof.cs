using Identity.Core.Challenges;
using Identity.Core.Data;
using Identity.Server.Account.Proofs;
using Microsoft.AspNetCore.Http;

namespace Identity.Server.Account.Passwords.Reset;

/// <summary>Checks what came back from the mailbox, and remembers it for the page that asks for the password.</summary>
internal sealed class ResetProof(
    IdentityDb db, ChallengeStore challenges, ProofChecks<PasswordResetOptions> proof, ProofCookie<PasswordResetOptions> cookie, IHttpContextAccessor http)
{
    private HttpContext Http => http.HttpContext!;

    /// <summary>The request that this browser made; null when there is none, or no longer.</summary>
    public Task<Challenge?> FindAsync(CancellationToken ct) => proof.FindAsync(ct);

    /// <summary>The request that this browser made and has proved.</summary>
    public async Task<Challenge?> FindProvedAsync(CancellationToken ct)
        => cookie.Read(Http)?.LinkToken is { } token && await proof.FindByLinkAsync(token, ct) is (LinkCheck.Here, { } challenge) ? challenge : null;

    public PendingProof? Waiting(Challenge challenge) => proof.Waiting(challenge);

    /// <summary>Tries a code that the person typed.</summary>
    public async Task<CodeTry> TryCodeAsync(Challenge challenge, string code, CancellationToken ct)
    {
        var tried = await proof.TryCodeAsync(challenge, code, ct);
        if (tried.Check != CodeCheck.Right) return tried;

        // Code and link in the mail are used up; what takes their place is in this browser alone.
        var (browser, secrets) = (cookie.Read(Http)!.Browser, ChallengeSecrets.Create());
        challenges.Renew(challenge, secrets, browser, challenge.Destination);
        await db.SaveChangesAsync(ct);
        cookie.Write(Http, new ProofHandle(browser, secrets.LinkToken));
        return tried;
    }

    /// <summary>Looks at a link, and takes it over in the browser that asked.</summary>
    public async Task<LinkCheck> OpenLinkAsync(string token, CancellationToken ct)
    {
        var link = await proof.FindByLinkAsync(token, ct);
        if (link.Check == LinkCheck.Here) cookie.Write(Http, cookie.Read(Http)! with { LinkToken = token });
        return link.Check;
    }
}
