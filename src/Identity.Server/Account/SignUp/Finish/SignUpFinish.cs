using Identity.Core.Challenges;
using Identity.Core.Data;
using Identity.Core.Users.Passwords.Hashing;
using Identity.Server.Account.Passwords;
using Identity.Server.Account.SignIn;
using Identity.Server.Flows;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Http;

namespace Identity.Server.Account.SignUp.Finish;

/// <summary>The second half of a sign-up that proved its address first: name and password, then the account.</summary>
internal sealed class SignUpFinish(
    IdentityDb db, ChallengeStore challenges, PendingSignUps pending, SignUpAccounts accounts, NewPasswords passwords, SignUpCookie cookie, SignUpLimits limits,
    SignInService signIn, FlowPages flows, IHttpContextAccessor http)
{
    private HttpContext Http => http.HttpContext!;

    /// <summary>Uses the proof up and gives this browser the place where the rest is asked for; false when it was used before.</summary>
    public async Task<bool> TryBeginAsync(Challenge proved, CancellationToken ct)
    {
        var browser = Handle.Create();
        var waiting = proved.Payload;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await challenges.TryConsumeAsync(proved, ct)) return false;

        challenges.Add(ChallengeSecrets.Create(), browser, new(ChallengePurposes.SignUpFinish, "email", proved.Destination, waiting), limits.Lifetime);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        cookie.Write(Http, browser);
        return true;
    }

    /// <summary>What this browser proved; null when there is nothing, or no longer.</summary>
    public async Task<(Challenge Proof, PendingSignUp Waiting, FlowStep? Step)?> FindAsync(CancellationToken ct)
    {
        if (cookie.Read(Http) is not { } browser || await challenges.FindAsync(ChallengePurposes.SignUpFinish, browser, ct) is not { } proof) return null;
        if (pending.Open(proof.Payload) is not { } waiting) return null;

        return (proof, waiting, waiting.Flow is { } flow ? await flows.OpenAsync(flow, FlowPages.SignIn, ct) : null);
    }

    /// <summary>Makes the account and signs the person in.</summary>
    public async Task<NewPasswordResult> CompleteAsync(Challenge proof, FlowStep? step, string? name, string? password, CancellationToken ct)
    {
        if (accounts.PersonOf(proof) is not { } user) return new NewPasswordResult.Over();

        user.Name = string.IsNullOrWhiteSpace(name) ? null : name.Trim();
        if (await passwords.CheckAsync(user, password) is { Count: > 0 } problems) return new NewPasswordResult.Rejected(problems);

        switch (await passwords.HashAsync(user, password!, ct))
        {
            case PasswordHashResult.Done hashed:
                user.PasswordHash = hashed.Hash;
                break;
            case PasswordHashResult.Busy busy:
                return new NewPasswordResult.Busy(busy.RetryAfter);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await accounts.TryCreateAsync(proof, user, ct)) return new NewPasswordResult.Over();

        await signIn.CompleteAsync(user, SignInMethod.Password, remember: false, step, ct);
        await transaction.CommitAsync(ct);
        accounts.Count();
        cookie.Delete(Http);
        return new NewPasswordResult.Done();
    }
}
