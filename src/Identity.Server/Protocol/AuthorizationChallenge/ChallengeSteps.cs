using Identity.Core.Data;
using Identity.Core.Users;
using Identity.Server.Account.Notices;
using Identity.Server.Account.SignIn;
using Identity.Server.Account.SignIn.Link;
using Identity.Server.Account.SignIn.Phone;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Http;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Server.Protocol.AuthorizationChallenge;

/// <summary>Takes one step of a sign-in on an app's own screens.</summary>
internal sealed class ChallengeSteps(
    ChallengeRules rules, AuthSessions authSessions, PasswordSteps passwords, MailedCodeSteps mailed, CodeSteps<SignInLinkOptions> mailedCodes, TextedCodeSteps texted,
    CodeSteps<SignInSmsOptions> textedCodes, SignUpSteps signUps, AppSessions sessions, NewDevices newDevices, KnownDevices devices, IdentityDb db)
{
    private List<string> Beginnings
    {
        get
        {
            List<string> ways = [ChallengeMethods.Password];
            if (mailed.IsOffered) ways.Add(ChallengeMethods.EmailCode);
            if (texted.IsOffered) ways.Add(ChallengeMethods.SmsCode);
            if (signUps.IsOffered) ways.Add(ChallengeMethods.SignUp);
            return ways;
        }
    }

    public async Task<ChallengeResult> TakeAsync(ChallengeStep step, CancellationToken ct)
    {
        if (await rules.BeforeAsync(step, ct) is { } refused) return refused;

        var proof = step.Call switch
        {
            { Password: not null, Code: not null } => Proof.Invalid("'password' and 'code' came together. Send one of the two."),
            { Code: not null, Handle: null } => Proof.Invalid("'code' goes with the 'auth_session' of the call that had it sent."),
            { Code: not null } => await CheckCodeAsync(step, ct),
            { Method: ChallengeMethods.SignUp } when signUps.IsOffered => await signUps.SendAsync(step, ct),
            { Method: ChallengeMethods.EmailCode } when mailed.IsOffered => await mailed.SendAsync(step, ct),
            { Method: ChallengeMethods.SmsCode } when texted.IsOffered => await texted.SendAsync(step, ct),
            { Method: not (null or ChallengeMethods.Password) } => Proof.Invalid($"This 'challenge_method' is not offered. There is: {string.Join(", ", Beginnings)}."),
            { Password: not null } => await passwords.CheckAsync(step, ct),
            _ => new Proof.Missing("Nobody has proved who they are yet. 'next' names the ways.", null),
        };
        return await AnswerAsync(step, proof, ct);
    }

    // What waits under the 'auth_session' says which code it is.
    private async Task<Proof> CheckCodeAsync(ChallengeStep step, CancellationToken ct)
        => await signUps.CheckAsync(step, ct) ?? await textedCodes.CheckAsync(step, ct) ?? await mailedCodes.CheckAsync(step, ct) ?? Codes.Dead;

    private async Task<ChallengeResult> AnswerAsync(ChallengeStep step, Proof proof, CancellationToken ct)
    {
        switch (proof)
        {
            case Proof.Given given:
                return await CompleteAsync(step, given, ct);
            case Proof.Lost:
                return Over;
            case Proof.OnPages:
                return await rules.RedirectAsync(step, ct);
            case Proof.Wrong wrong:
                return await GoOnAsync(step, new(Errors.AccessDenied, wrong.Description) { Next = wrong.CodeWaits ? [ChallengeMethods.Code, .. Beginnings] : Beginnings }, ct);
            case Proof.Wait wait:
                return await GoOnAsync(step, new(Errors.TemporarilyUnavailable, wait.Description) { Status = wait.Status, RetryAfter = wait.Time, Next = Beginnings }, ct);
            case Proof.Missing missing:
                var next = missing.AuthSession is null ? Beginnings : [ChallengeMethods.Code, .. Beginnings];
                return await GoOnAsync(step, new(ChallengeErrors.InsufficientAuthorization, missing.Description) { Status = StatusCodes.Status403Forbidden, AuthSession = missing.AuthSession, Next = next }, ct);
            case Proof.Rejected rejected:
                return await GoOnAsync(step, new(Errors.InvalidRequest, "What was entered can't be taken. 'problems' says why.") { Problems = rejected.Problems, Next = Beginnings }, ct);
            case Proof.Malformed malformed:
                return await GoOnAsync(step, new(Errors.InvalidRequest, malformed.Description) { Next = Beginnings }, ct);
            default:
                throw new InvalidOperationException("There is no such proof.");
        }
    }

    private static ChallengeResult.Refused Over => new(ChallengeErrors.InvalidSession, "The 'auth_session' was used up by another call. Start again without it.");

    private async Task<ChallengeResult> GoOnAsync(ChallengeStep step, ChallengeResult.Refused refused, CancellationToken ct)
    {
        if ((refused.AuthSession ?? step.Call.Handle) is { } known) return refused with { AuthSession = known };

        var handle = Handle.Create();
        await authSessions.StartAsync(handle, step, ct);
        return refused with { AuthSession = handle };
    }

    private async Task<ChallengeResult> CompleteAsync(ChallengeStep step, Proof.Given given, CancellationToken ct)
    {
        if (!CanSignIn.Check(given.User)) return new ChallengeResult.Refused(Errors.AccessDenied, "The account is turned off.");
        if (await rules.AfterAsync(step, given.User, given.Method, ct) is { } refused) return refused;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (step.Call.Flow is { } flow && !await authSessions.TryCompleteAsync(flow, ct)) return Over;
        if (!await given.TryUseAsync(ct)) return Over;

        var device = devices.Open(step.Call.Device);
        await newDevices.TellAsync(given.User, device, ct);
        var session = sessions.SignIn(given.User, given.Method, step.Client.ClientId);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        await given.AfterwardsAsync(ct);
        return new ChallengeResult.Done(session, devices.Seal(device, given.User));
    }
}
