using Identity.Core.Sessions;

namespace Identity.Server.Sessions;

/// <summary>How a person proved who they are.</summary>
/// <param name="Amr">Authentication method references (RFC 8176).</param>
/// <param name="Acr">The authentication context class that this achieves.</param>
public sealed record SignInMethod(IReadOnlyList<string> Amr, string Acr)
{
    public static readonly SignInMethod Password = new(["pwd"], AuthenticationContexts.SingleFactor);

    /// <summary>A code from the mailbox, typed or brought by its link: a one-time password either way.</summary>
    public static readonly SignInMethod MailedCode = new(["otp"], AuthenticationContexts.SingleFactor);

    /// <summary>A code from a text message.</summary>
    public static readonly SignInMethod TextedCode = new(["sms"], AuthenticationContexts.SingleFactor);
}
