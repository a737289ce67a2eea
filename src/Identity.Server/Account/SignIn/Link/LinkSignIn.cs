using Identity.Core.Challenges;
using Identity.Core.Data;
using Identity.Core.Users;
using Identity.Server.Account.MailedProofs;
using Identity.Server.Flows;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Account.SignIn.Link;

/// <summary>Signs in whoever brings back what was mailed, in the browser that asked for it.</summary>
internal sealed class LinkSignIn(
    IdentityDb db, ChallengeStore challenges, MailedProof<SignInLinkOptions> proof, ProofLimits<SignInLinkOptions> limits, ProofCookie<SignInLinkOptions> cookie,
    SignInService signIn, LinkSignInRecord record, FlowPages flows, IHttpContextAccessor http)
{
    /// <summary>The request that this browser made; null when there is none, or no longer.</summary>
    public Task<Challenge?> FindAsync(CancellationToken ct) => proof.FindAsync(ct);

    public Task<LinkTry> FindByLinkAsync(string token, CancellationToken ct) => proof.FindByLinkAsync(token, ct);

    public PendingProof? Waiting(Challenge challenge) => proof.Waiting(challenge);

    /// <summary>The app that waits: the page's form may lead there.</summary>
    public async Task<FlowStep?> OpenFlowAsync(Challenge challenge, CancellationToken ct)
        => proof.Waiting(challenge)?.Flow is { } flow ? await flows.OpenAsync(flow, FlowPages.SignIn, ct) : null;

    /// <summary>Tries a code that the person typed.</summary>
    public async Task<LinkSignInResult> TryCodeAsync(Challenge challenge, string code, CancellationToken ct)
    {
        var step = await OpenFlowAsync(challenge, ct);
        var tried = await proof.TryCodeAsync(challenge, code, ct);
        var result = tried.Check switch
        {
            CodeCheck.Right => await CompleteAsync(challenge, step, ct),
            CodeCheck.Wrong => new LinkSignInResult.Wrong(),
            _ => tried.Wait is { } wait ? new LinkSignInResult.TooManyTries(wait) : new LinkSignInResult.Over(),
        };
        await record.AddAsync(result, "code", step?.Client?.ClientId, ct);
        return result;
    }

    /// <summary>After the button of the page that the link leads to, in the browser that asked.</summary>
    public async Task<LinkSignInResult> ConfirmAsync(Challenge challenge, CancellationToken ct)
    {
        var step = await OpenFlowAsync(challenge, ct);
        var result = await CompleteAsync(challenge, step, ct);
        await record.AddAsync(result, "link", step?.Client?.ClientId, ct);
        return result;
    }

    private async Task<LinkSignInResult> CompleteAsync(Challenge challenge, FlowStep? step, CancellationToken ct)
    {
        // The one whose address it is now: it may have moved since the mail was sent.
        var user = await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == challenge.Destination && u.EmailConfirmed, ct);
        if (user is null || proof.Waiting(challenge) is not { } waiting) return new LinkSignInResult.Over();
        if (!CanSignIn.Check(user)) return new LinkSignInResult.Disabled(user);

        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            if (!await challenges.TryConsumeAsync(challenge, ct)) return new LinkSignInResult.Over();

            await signIn.CompleteAsync(user, SignInMethod.MailedCode, waiting.Remember, step, ct);
            await transaction.CommitAsync(ct);
        }

        await limits.ForgetTriesAsync(challenge.Destination, ct);
        cookie.Delete(http.HttpContext!);
        return new LinkSignInResult.Done(user, step?.Next ?? "/");
    }
}
