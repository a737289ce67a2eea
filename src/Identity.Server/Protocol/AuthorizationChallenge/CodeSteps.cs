using Identity.Core.Challenges;
using Identity.Core.Data;
using Identity.Core.Users;
using Identity.Server.Account.Proofs;
using Identity.Server.Account.SignIn.Codes;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Protocol.AuthorizationChallenge;

/// <summary>Tries codes that were sent to sign in with, whatever the channel: a class of settings names it.</summary>
internal sealed class CodeSteps<TOptions>(
    ChallengeStore challenges, ProofChecks<TOptions> proof, ProofLimits<TOptions> limits, CodeSignInRecord record, IdentityDb db)
    where TOptions : class, ISignInProofOptions
{
    /// <summary>Tries what the person typed; null when no code of this channel waits under this <c>auth_session</c>.</summary>
    public async Task<Proof?> CheckAsync(ChallengeStep step, CancellationToken ct)
    {
        if (step.Call.Handle is not { } handle || await challenges.FindAsync(TOptions.Purpose, handle, ct) is not { } challenge) return null;
        if (ChallengeSecrets.ReadCode(step.Call.Code) is not { } code) return Codes.Wrong;

        var (result, given) = await TryAsync(challenge, handle, code, ct);
        await record.AddAsync(result, TOptions.Proof, step.Client.ClientId, ct);
        return given ?? (Proof)(result switch
        {
            CodeSignInResult.TooManyTries tooMany => new Proof.Wait(Codes.TooMany, StatusCodes.Status429TooManyRequests, tooMany.RetryAfter),
            CodeSignInResult.Wrong => Codes.Wrong,
            _ => Codes.Dead,
        });
    }

    private async Task<(CodeSignInResult Result, Proof.Given? Given)> TryAsync(Challenge challenge, string handle, string code, CancellationToken ct)
    {
        var tried = await proof.TryCodeAsync(challenge, handle, code, ct);
        if (tried.Wait is { } wait) return (new CodeSignInResult.TooManyTries(wait), null);
        if (tried.Check != CodeCheck.Right) return (tried.Check == CodeCheck.Wrong ? new CodeSignInResult.Wrong() : new CodeSignInResult.Over(), null);

        // The one whose address it is now: it may have moved since the message was sent. Of two, nobody can tell who is meant.
        if (await db.Users.Where(TOptions.IsOwner(challenge.Destination)).Take(2).ToListAsync(ct) is not [var user]) return (new CodeSignInResult.Over(), null);

        var given = new Proof.Given(user, TOptions.Method)
        {
            TryUseAsync = ct => challenges.TryConsumeAsync(challenge, ct),
            AfterwardsAsync = ct => limits.ForgetTriesAsync(challenge.Destination, ct),
        };
        return (CanSignIn.Check(user) ? new CodeSignInResult.Done(user, "") : new CodeSignInResult.Disabled(user), given);
    }
}

/// <summary>What is said of codes, alike of all of them.</summary>
internal static class Codes
{
    public const string TooMany = "There were too many tries.";

    public static Proof Wrong { get; } = new Proof.Wrong("The code is wrong.", CodeWaits: true);

    public static Proof Dead { get; } = new Proof.Wrong("The code no longer works. Have another one sent.", CodeWaits: false);
}
