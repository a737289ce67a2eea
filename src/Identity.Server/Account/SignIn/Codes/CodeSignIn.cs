using Identity.Core.Challenges;
using Identity.Core.Data;
using Identity.Core.Users;
using Identity.Server.Account.Proofs;
using Identity.Server.Flows;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Account.SignIn.Codes;

/// <summary>Signs in whoever brings back what was sent, in the browser that asked for it.</summary>
internal sealed class CodeSignIn<TOptions>(
    IdentityDb db, ChallengeStore challenges, ProofChecks<TOptions> proof, ProofLimits<TOptions> limits, ProofCookie<TOptions> cookie,
    SignInService signIn, CodeSignInRecord record, FlowPages flows, IHttpContextAccessor http)
    where TOptions : class, ISignInProofOptions
{
    /// <summary>The request that this browser made; null when there is none, or no longer.</summary>
    public Task<Challenge?> FindAsync(CancellationToken ct) => proof.FindAsync(ct);

    public Task<LinkTry> FindByLinkAsync(string token, CancellationToken ct) => proof.FindByLinkAsync(token, ct);

    public PendingProof? Waiting(Challenge challenge) => proof.Waiting(challenge);

    /// <summary>The app that waits: the page's form may lead there.</summary>
    public async Task<FlowStep?> OpenFlowAsync(Challenge challenge, CancellationToken ct)
        => proof.Waiting(challenge)?.Flow is { } flow ? await flows.OpenAsync(flow, FlowPages.SignIn, ct) : null;

    /// <summary>Tries a code that the person typed.</summary>
    public async Task<CodeSignInResult> TryCodeAsync(Challenge challenge, string code, CancellationToken ct)
    {
        var step = await OpenFlowAsync(challenge, ct);
        var tried = await proof.TryCodeAsync(challenge, code, ct);
        var result = tried.Check switch
        {
            CodeCheck.Right => await CompleteAsync(challenge, step, ct),
            CodeCheck.Wrong => new CodeSignInResult.Wrong(),
            _ => tried.Wait is { } wait ? new CodeSignInResult.TooManyTries(wait) : new CodeSignInResult.Over(),
        };
        await record.AddAsync(result, TOptions.Proof, step?.Client?.ClientId, ct);
        return result;
    }

    /// <summary>After the button of the page that the link leads to, in the browser that asked.</summary>
    public async Task<CodeSignInResult> ConfirmAsync(Challenge challenge, CancellationToken ct)
    {
        var step = await OpenFlowAsync(challenge, ct);
        var result = await CompleteAsync(challenge, step, ct);
        await record.AddAsync(result, "link", step?.Client?.ClientId, ct);
        return result;
    }

    private async Task<CodeSignInResult> CompleteAsync(Challenge challenge, FlowStep? step, CancellationToken ct)
    {
        // The one whose address it is now: it may have moved since the message was sent.
        // Of two, nobody can tell who is meant.
        if (await db.Users.Where(TOptions.IsOwner(challenge.Destination)).Take(2).ToListAsync(ct) is not [var user] || proof.Waiting(challenge) is not { } waiting) return new CodeSignInResult.Over();
        if (!CanSignIn.Check(user)) return new CodeSignInResult.Disabled(user);

        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            if (!await challenges.TryConsumeAsync(challenge, ct)) return new CodeSignInResult.Over();

            await signIn.CompleteAsync(user, TOptions.Method, waiting.Remember, step, ct);
            await transaction.CommitAsync(ct);
        }

        await limits.ForgetTriesAsync(challenge.Destination, ct);
        cookie.Delete(http.HttpContext!);
        return new CodeSignInResult.Done(user, step?.Next ?? "/");
    }
}
