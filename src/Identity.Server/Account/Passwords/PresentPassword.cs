using Identity.Core.Users;
using Identity.Server.Account.SignIn;

namespace Identity.Server.Account.Passwords;

/// <summary>Asks somebody who is signed in for the password, before a change: a stolen session or token alone is not enough.</summary>
internal sealed class PresentPassword(PasswordSignIn signIn)
{
    /// <summary>Counted as a try to sign in is. Hold no transaction while calling.</summary>
    public Task<PasswordSignInResult> CheckAsync(User user, string password, SignInOrigin origin, CancellationToken ct)
        => signIn.CheckAsync((user.Email ?? user.UserName)!, password, origin, ct);
}
