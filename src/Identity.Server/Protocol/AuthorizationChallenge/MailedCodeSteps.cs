using Identity.Core.Challenges;
using Identity.Core.Data;
using Identity.Core.Users;
using Identity.Server.Account.Proofs;
using Identity.Server.Account.SignIn.Codes;
using Identity.Server.Account.SignIn.Link;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Protocol.AuthorizationChallenge;

/// <summary>
/// The steps with a mailed code: the mail, the limits and the answers of the page for it. The <c>auth_session</c> stands
/// where the page has its cookie: a code is of use with it alone.
/// </summary>
internal sealed class MailedCodeSteps(
    ChallengeStore challenges, MailRequests<SignInLinkOptions> requests, ProofChecks<SignInLinkOptions> proof, ProofLimits<SignInLinkOptions> limits, LinkMails mails,
    CodeSignInRecord record, AuthSessions sessions, IdentityDb db)
{
    private const string TooMany = "There were too many tries.";

    public static Proof WrongCode { get; } = new Proof.Wrong("The code is wrong.", CodeWaits: true);

    public static Proof DeadCode { get; } = new Proof.Wrong("The code no longer works. Have another one mailed.", CodeWaits: false);

    /// <summary>Mails a code, if the address has an account; the answer does not tell.</summary>
    public async Task<Proof> SendAsync(ChallengeStep step, CancellationToken ct)
    {
        if (!TypedAddress.IsPossible(step.Call.Username)) return Proof.Invalid("'username' has to be an e-mail address for a code to be mailed there.");

        var earlier = step.Call.Handle is { } old ? await challenges.FindAsync(ChallengePurposes.SignInLink, old, ct) : null;
        if (earlier is not null && limits.WaitBeforeResend(earlier) is { } pause) return new Proof.Wait("A code was sent just now.", StatusCodes.Status429TooManyRequests, pause);

        // Under a new name each time: whoever knows an older one has no use of the new code.
        var handle = Handle.Create();
        if (await requests.KeepAsync(handle, new PendingProof(step.Call.Username!, null), mails.LinkAsync, ct) is { } wait) return new Proof.Wait(TooMany, StatusCodes.Status429TooManyRequests, wait);

        return await sessions.TryMoveAsync(step, handle, ct)
            ? new Proof.Missing("A code was mailed, if the address has an account. Send it as 'code'.", handle)
            : new Proof.Lost();
    }

    /// <summary>Tries what the person typed.</summary>
    public async Task<Proof> CheckAsync(ChallengeStep step, CancellationToken ct)
    {
        if (step.Call.Handle is not { } handle) return Proof.Invalid("'code' goes with the 'auth_session' of the call that had it mailed.");

        if (ChallengeSecrets.ReadCode(step.Call.Code) is not { } code) return WrongCode;

        var challenge = await challenges.FindAsync(ChallengePurposes.SignInLink, handle, ct);
        var (result, given) = challenge is null ? (new CodeSignInResult.Over(), null) : await TryAsync(challenge, handle, code, ct);
        await record.AddAsync(result, "code", step.Client.ClientId, ct);
        return given ?? (Proof)(result switch
        {
            CodeSignInResult.TooManyTries tooMany => new Proof.Wait(TooMany, StatusCodes.Status429TooManyRequests, tooMany.RetryAfter),
            CodeSignInResult.Wrong => WrongCode,
            _ => DeadCode,
        });
    }

    private async Task<(CodeSignInResult Result, Proof.Given? Given)> TryAsync(Challenge challenge, string handle, string code, CancellationToken ct)
    {
        var tried = await proof.TryCodeAsync(challenge, handle, code, ct);
        if (tried.Wait is { } wait) return (new CodeSignInResult.TooManyTries(wait), null);
        if (tried.Check != CodeCheck.Right) return (tried.Check == CodeCheck.Wrong ? new CodeSignInResult.Wrong() : new CodeSignInResult.Over(), null);

        // The one whose address it is now: it may have moved since the mail was sent.
        var user = await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == challenge.Destination && u.EmailConfirmed, ct);
        if (user is null) return (new CodeSignInResult.Over(), null);

        var given = new Proof.Given(user, SignInMethod.MailedCode)
        {
            TryUseAsync = ct => challenges.TryConsumeAsync(challenge, ct),
            AfterwardsAsync = ct => limits.ForgetTriesAsync(challenge.Destination, ct),
        };
        return (CanSignIn.Check(user) ? new CodeSignInResult.Done(user, "") : new CodeSignInResult.Disabled(user), given);
    }
}
