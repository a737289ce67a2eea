using System.ComponentModel.DataAnnotations;
using Identity.Core.Challenges;
using Identity.Core.Data;
using Identity.Hosting.Localization;
using Identity.Server.Account.SignUp;
using Identity.Server.Account.SignUp.Pressure;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Identity.Server.Protocol.AuthorizationChallenge;

/// <summary>
/// The steps of a sign-up: the rules, the mail and the limits of its pages. The <c>auth_session</c> stands where these have
/// their cookie.
/// </summary>
internal sealed class SignUpSteps(
    SignUpService signUp, SignUpAccounts accounts, SignUpPressure pressure, SignUpLimits limits, ChallengeStore challenges, AuthSessions sessions, IOptions<SignUpOptions> options, Texts texts)
{
    public bool IsOffered => options.Value.Mode == SignUpMode.Open;

    /// <summary>Keeps what was entered and mails a code; the answer does not tell whether the address has an account.</summary>
    public async Task<Proof> SendAsync(ChallengeStep step, CancellationToken ct)
    {
        var input = step.Call.SignUp;
        if (Incomplete(input) is { Count: > 0 } problems) return new Proof.Rejected(problems);

        var earlier = step.Call.Handle is { } old ? await challenges.FindAsync(ChallengePurposes.SignUp, old, ct) : null;
        if (earlier is not null && limits.WaitBeforeResend(earlier) is { } pause) return new Proof.Wait("A code was sent just now.", StatusCodes.Status429TooManyRequests, pause);

        // Only a page can have the browser work for it.
        if (await pressure.IsOnAsync(ct)) return new Proof.OnPages();

        var handle = Handle.Create();
        switch (await signUp.KeepAsync(handle, input, null, ct))
        {
            case SignUpResult.Rejected rejected:
                return new Proof.Rejected(rejected.Problems);
            case SignUpResult.TooMany tooMany:
                return new Proof.Wait("There were too many sign-ups.", StatusCodes.Status429TooManyRequests, tooMany.RetryAfter);
            case SignUpResult.Busy busy:
                return new Proof.Wait("There is too much to do just now.", StatusCodes.Status503ServiceUnavailable, busy.RetryAfter);
        }

        return await sessions.TryMoveAsync(step, handle, ct)
            ? new Proof.Missing("A code was mailed to the address. Send it as 'code'.", handle)
            : new Proof.Lost();
    }

    /// <summary>Tries what the person typed; null when no sign-up waits under this <c>auth_session</c>.</summary>
    public async Task<Proof?> CheckAsync(ChallengeStep step, CancellationToken ct)
    {
        if (step.Call.Handle is not { } handle || await challenges.FindAsync(ChallengePurposes.SignUp, handle, ct) is not { } challenge) return null;
        if (ChallengeSecrets.ReadCode(step.Call.Code) is not { } code) return Codes.Wrong;

        var check = await challenges.CheckCodeAsync(challenge, handle, code, options.Value.TriesPerCode, ct);
        if (check == CodeCheck.Wrong) return Codes.Wrong;
        if (check == CodeCheck.Void || accounts.PersonOf(challenge) is not { } person) return Codes.Dead;

        return new Proof.Given(person, SignInMethod.Password)
        {
            TryUseAsync = ct => accounts.TryCreateAsync(challenge, person, ct),
            AfterwardsAsync = _ =>
            {
                accounts.Count();
                return Task.CompletedTask;
            },
        };
    }

    // As the page's model says, in the language of the request.
    private List<(string Field, string Text)> Incomplete(SignUpInput input)
    {
        List<ValidationResult> found = [];
        Validator.TryValidateObject(input, new ValidationContext(input), found, validateAllProperties: true);
        return [.. found.Select(problem => (FieldOf(problem.MemberNames.First()), texts[problem.ErrorMessage!, ("max", Lengths.Name)]))];
    }

    private static string FieldOf(string member) => member switch
    {
        nameof(SignUpInput.Email) => "email",
        nameof(SignUpInput.Name) => "name",
        _ => "new_password",
    };
}
