using Identity.Core.Challenges;
using Identity.Core.Data;
using Identity.Server.Account.SignIn;
using Identity.Server.Account.SignUp.Finish;
using Identity.Server.Flows;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.SignUp;

/// <summary>Finishes sign-ups: checks the proof, makes the account and signs the person in.</summary>
internal sealed class SignUpVerification(
    IdentityDb db, ChallengeStore challenges, PendingSignUps pending, SignUpAccounts accounts, SignUpFinish finish, SignUpCookie cookie, SignInService signIn,
    FlowPages flows, IOptions<SignUpOptions> options, IHttpContextAccessor http)
{
    private HttpContext Http => http.HttpContext!;

    /// <summary>The sign-up that this browser began; null when there is none, or no longer.</summary>
    public Task<Challenge?> FindAsync(CancellationToken ct)
        => cookie.Read(Http) is { } browser ? challenges.FindAsync(ChallengePurposes.SignUp, browser, ct) : Task.FromResult<Challenge?>(null);

    /// <summary>Whether this browser began the sign-up.</summary>
    public bool IsOfThisBrowser(Challenge challenge) => ChallengeStore.IsOf(challenge, cookie.Read(Http));

    /// <summary>The app that waits: the page's form may lead there.</summary>
    public async Task<FlowStep?> OpenFlowAsync(Challenge challenge, CancellationToken ct)
        => pending.Open(challenge.Payload)?.Flow is { } flow ? await flows.OpenAsync(flow, FlowPages.SignIn, ct) : null;

    /// <summary>Tries a code that the person typed.</summary>
    public async Task<VerificationResult> TryCodeAsync(Challenge challenge, string? typed, CancellationToken ct)
    {
        if (ChallengeSecrets.ReadCode(typed) is not { } code) return new VerificationResult.Wrong();

        return await challenges.CheckCodeAsync(challenge, cookie.Read(Http)!, code, options.Value.TriesPerCode, ct) switch
        {
            CodeCheck.Right => await CompleteAsync(challenge, ct),
            CodeCheck.Wrong => new VerificationResult.Wrong(),
            _ => new VerificationResult.Void(),
        };
    }

    /// <summary>Makes the account, once, when the address has been proved by the browser that began.</summary>
    public async Task<VerificationResult> CompleteAsync(Challenge challenge, CancellationToken ct)
    {
        if (pending.Open(challenge.Payload) is { PasswordHash: null })
        {
            return await finish.TryBeginAsync(challenge, ct) ? new VerificationResult.Done(SignUpFinishPage.Address) : new VerificationResult.Void();
        }

        if (accounts.PersonOf(challenge) is not { } user) return new VerificationResult.Void();

        var step = await OpenFlowAsync(challenge, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await accounts.TryCreateAsync(challenge, user, ct)) return new VerificationResult.Void();

        await signIn.CompleteAsync(user, SignInMethod.Password, remember: false, step, ct);
        await transaction.CommitAsync(ct);
        accounts.Count();
        cookie.Delete(Http);
        return new VerificationResult.Done(step?.Next ?? "/");
    }
}

/// <summary>What came of a proof.</summary>
internal abstract record VerificationResult
{
    private VerificationResult() { }

    /// <param name="Next">Where the browser goes on.</param>
    public sealed record Done(string Next) : VerificationResult;

    public sealed record Wrong : VerificationResult;

    /// <summary>The code counts no more: too many tries, too late, or used.</summary>
    public sealed record Void : VerificationResult;
}
