using Identity.Core.Data;
using Identity.Server.Account.SignIn;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Http;

namespace Identity.Server.Protocol.AuthorizationChallenge;

/// <summary>The step with a password: checked, counted and recorded as on the sign-in page.</summary>
internal sealed class PasswordSteps(PasswordSignIn passwords, PasswordSignInRecord record, KnownDevices devices, IHttpContextAccessor http)
{
    private const int LongestPassword = 4096;

    public async Task<Proof> CheckAsync(ChallengeStep step, CancellationToken ct)
    {
        if (step.Call is not { Username.Length: <= Lengths.Email, Password.Length: <= LongestPassword } call) return Proof.Invalid("'username' goes with 'password', and neither is longer than the sign-in page takes.");

        var origin = new SignInOrigin(http.HttpContext!.Connection.RemoteIpAddress, devices.Open(call.Device));
        var result = await passwords.CheckAsync(call.Username, call.Password, origin, ct);
        await record.AddAsync(result, step.Client.ClientId, ct);
        return result switch
        {
            PasswordSignInResult.Success success => new Proof.Given(success.User, SignInMethod.Password),
            PasswordSignInResult.Disabled disabled => new Proof.Given(disabled.User, SignInMethod.Password),
            PasswordSignInResult.TooManyTries tooMany => new Proof.Wait("There were too many tries.", StatusCodes.Status429TooManyRequests, tooMany.RetryAfter),
            PasswordSignInResult.Busy busy => new Proof.Wait("There is too much to do just now.", StatusCodes.Status503ServiceUnavailable, busy.RetryAfter),
            _ => new Proof.Wrong("The username or the password is wrong.", CodeWaits: false),
        };
    }
}
