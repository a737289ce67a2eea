using Identity.Core.Challenges;
using Identity.Server.Account.Proofs;
using Identity.Server.Account.SignIn.Link;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Identity.Server.Protocol.AuthorizationChallenge;

/// <summary>
/// The steps with a mailed code: the mail, the limits and the answers of the page for it. The <c>auth_session</c> stands
/// where the page has its cookie: a code is of use with it alone.
/// </summary>
internal sealed class MailedCodeSteps(
    ChallengeStore challenges, MailRequests<SignInLinkOptions> requests, ProofLimits<SignInLinkOptions> limits, LinkMails mails, AuthSessions sessions,
    IOptions<SignInLinkOptions> options)
{
    public bool IsOffered => options.Value.Enabled;

    /// <summary>Mails a code, if the address has an account; the answer does not tell.</summary>
    public async Task<Proof> SendAsync(ChallengeStep step, CancellationToken ct)
    {
        if (!TypedAddress.IsPossible(step.Call.Username)) return Proof.Invalid("'username' has to be an e-mail address for a code to be mailed there.");

        var earlier = step.Call.Handle is { } old ? await challenges.FindAsync(ChallengePurposes.SignInLink, old, ct) : null;
        if (earlier is not null && limits.WaitBeforeResend(earlier) is { } pause) return new Proof.Wait("A code was sent just now.", StatusCodes.Status429TooManyRequests, pause);

        // Under a new name each time: whoever knows an older one has no use of the new code.
        var handle = Handle.Create();
        if (await requests.KeepAsync(handle, new PendingProof(step.Call.Username!, null), mails.LinkAsync, ct) is { } wait) return new Proof.Wait(Codes.TooMany, StatusCodes.Status429TooManyRequests, wait);

        return await sessions.TryMoveAsync(step, handle, ct)
            ? new Proof.Missing("A code was mailed, if the address has an account. Send it as 'code'.", handle)
            : new Proof.Lost();
    }
}
