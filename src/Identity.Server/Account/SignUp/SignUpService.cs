using System.Globalization;
using Identity.Core.Challenges;
using Identity.Core.Data;
using Identity.Core.Users;
using Identity.Core.Users.Passwords.Hashing;
using Identity.Hosting.Localization;
using Identity.Server.Account.SignUp.Pressure;
using Identity.Server.Account.Terms;
using Identity.Server.Flows;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Identity.Server.Account.SignUp;

/// <summary>
/// Begins sign-ups. An address that has an account costs the same work and gets the same answer as one that has none;
/// the difference is in the mail.
/// </summary>
internal sealed class SignUpService(
    IdentityDb db, UserManager<User> users, PasswordHashing passwords, ChallengeStore challenges, PendingSignUps pending, SignUpCookie cookie,
    SignUpPressure pressure, SignUpLimits limits, SignUpMails mails, TermsAgreement terms, SignUpMetrics metrics, Texts texts, IHttpContextAccessor http)
{
    private HttpContext Http => http.HttpContext!;

    /// <summary>Keeps what was entered in this browser and sends the mail.</summary>
    /// <param name="input">What was entered.</param>
    /// <param name="proveFirst">The address alone now: the password is asked for when it is proved.</param>
    /// <param name="step">The flow that goes on afterwards.</param>
    /// <param name="ct">Ends the work.</param>
    public async Task<SignUpResult> StartAsync(SignUpInput input, bool proveFirst, FlowStep? step, CancellationToken ct)
    {
        var browser = Handle.Create();
        var result = await (proveFirst ? KeepAddressAsync(browser, input, step?.Handle, ct) : KeepAsync(browser, input, step?.Handle, ct));
        if (result is SignUpResult.Sent) cookie.Write(Http, browser);
        return result;
    }

    /// <summary>As <see cref="StartAsync"/>, for whoever holds this handle; no cookie keeps it.</summary>
    public async Task<SignUpResult> KeepAsync(string browser, SignUpInput input, string? flow, CancellationToken ct)
    {
        var user = PersonOf(input);
        var (problems, taken) = await CheckAsync(user);
        foreach (var rule in users.PasswordValidators) problems.AddRange((await rule.ValidateAsync(users, user, input.NewPassword)).Errors.Select(texts.Describe));
        CheckTerms(input, problems);
        if (problems.Count > 0) return new SignUpResult.Rejected(problems);

        if (await pressure.CountAsync(ct) is { } wait) return new SignUpResult.TooMany(wait);
        return await passwords.HashAsync(user, input.NewPassword!, ct) switch
        {
            PasswordHashResult.Done hashed => await SaveAsync(browser, user, hashed.Hash, taken, flow, ct),
            PasswordHashResult.Busy busy => new SignUpResult.Busy(busy.RetryAfter),
            _ => throw new InvalidOperationException("A password is hashed, or has to wait."),
        };
    }

    private async Task<SignUpResult> KeepAddressAsync(string browser, SignUpInput input, string? flow, CancellationToken ct)
    {
        var user = PersonOf(input);
        var (problems, taken) = await CheckAsync(user);
        CheckTerms(input, problems);
        if (problems.Count > 0) return new SignUpResult.Rejected(problems);

        return await pressure.CountAsync(ct) is { } wait ? new SignUpResult.TooMany(wait) : await SaveAsync(browser, user, null, taken, flow, ct);
    }

    /// <summary>Sends a new code, perhaps to another address; the one before is void.</summary>
    public async Task<SignUpResult> SendAgainAsync(Challenge challenge, string browser, string email, CancellationToken ct)
    {
        var (problems, taken) = await CheckAsync(new User { Email = email });
        if (problems.Count > 0) return new SignUpResult.Rejected(problems);
        if (limits.WaitBeforeResend(challenge) is { } wait) return new SignUpResult.TooMany(wait);

        var secrets = ChallengeSecrets.Create();
        challenges.Renew(challenge, SecretsFor(taken, secrets), browser, email);
        await SendAsync(email, taken, secrets, ct);
        await db.SaveChangesAsync(ct);
        return new SignUpResult.Sent();
    }

    private async Task<SignUpResult> SaveAsync(string browser, User user, string? passwordHash, bool taken, string? flow, CancellationToken ct)
    {
        var secrets = ChallengeSecrets.Create();
        var waiting = pending.Seal(new PendingSignUp(user.Name, passwordHash, flow, CultureInfo.CurrentUICulture.Name, terms.Accepted));
        challenges.Add(SecretsFor(taken, secrets), browser, new(ChallengePurposes.SignUp, "email", user.Email!, waiting), limits.Lifetime);
        await SendAsync(user.Email!, taken, secrets, ct);
        await db.SaveChangesAsync(ct);
        metrics.Started();
        return new SignUpResult.Sent();
    }

    private async Task<(List<(string Field, string Text)> Problems, bool Taken)> CheckAsync(User user)
    {
        List<IdentityError> errors = [];
        foreach (var rule in users.UserValidators) errors.AddRange((await rule.ValidateAsync(users, user)).Errors);
        // Not for the page: who asks need not be the owner of the address.
        var taken = errors.RemoveAll(error => error.Code == AccountError.EmailTaken) > 0;
        return ([.. errors.Select(texts.Describe)], taken);
    }

    private static User PersonOf(SignUpInput input)
        => new() { Email = input.Email!.Trim(), Name = string.IsNullOrWhiteSpace(input.Name) ? null : input.Name.Trim() };

    private void CheckTerms(SignUpInput input, List<(string Field, string Text)> problems)
    {
        if (terms.Version is not null && !input.Terms) problems.Add(("terms", texts["terms.required"]));
    }

    // Nobody is sent these: no code and no link meets a sign-up for an address that has an account.
    private static ChallengeSecrets SecretsFor(bool taken, ChallengeSecrets secrets) => taken ? ChallengeSecrets.Create() : secrets;

    private async Task SendAsync(string email, bool taken, ChallengeSecrets secrets, CancellationToken ct)
    {
        if (!await limits.CountMailAsync(email, ct)) return;
        await (taken ? mails.ExistsAsync(email, ct) : mails.VerifyAsync(email, secrets, ct));
    }
}
