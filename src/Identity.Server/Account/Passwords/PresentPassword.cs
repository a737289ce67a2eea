using Identity.Core.Users;
using Identity.Server.Account.SignIn;
using Microsoft.AspNetCore.Http;

namespace Identity.Server.Account.Passwords;

/// <summary>Asks somebody who is signed in for the password, before a change: a stolen session alone is not enough.</summary>
internal sealed class PresentPassword(PasswordSignIn signIn, DeviceCookie device, IHttpContextAccessor http)
{
    /// <summary>Counted as a try to sign in is. Hold no transaction while calling.</summary>
    public Task<PasswordSignInResult> CheckAsync(User user, string password, CancellationToken ct)
    {
        var origin = new SignInOrigin(http.HttpContext!.Connection.RemoteIpAddress, device.Read(http.HttpContext));
        return signIn.CheckAsync((user.Email ?? user.UserName)!, password, origin, ct);
    }
}
