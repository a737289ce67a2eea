namespace Identity.Core.Messaging.Email;

/// <summary>An e-mail to send: which one, to whom and with which facts. The worker has the words.</summary>
/// <param name="Kind">One of <see cref="EmailKinds"/>.</param>
/// <param name="To">The address.</param>
/// <param name="Language">A BCP 47 tag.</param>
/// <param name="Facts">What the words name, such as <c>product</c> and <c>code</c>.</param>
public sealed record EmailNotice(string Kind, string To, string Language, IReadOnlyDictionary<string, string> Facts)
{
    public const int Version = 1;

    /// <summary>
    /// It goes only to the owner of an account whose proved address this is. That is looked up when it is sent: a page
    /// that asks for it takes as long for any address.
    /// </summary>
    public bool ToAccount { get; init; }
}

/// <summary>The e-mails of the product: one list, so that writer and worker mean the same. Texts are <c>email.{kind}.…</c>.</summary>
public static class EmailKinds
{
    /// <summary>Proves the address of somebody who signs up.</summary>
    public const string SignUpVerify = "signup_verify";

    /// <summary>Somebody signed up with an address that has an account.</summary>
    public const string SignUpExists = "signup_exists";

    /// <summary>Proves that somebody who forgot the password reads the mail of the account.</summary>
    public const string PasswordReset = "password_reset";

    /// <summary>Signs the owner of an account in.</summary>
    public const string SignInLink = "signin_link";

    /// <summary>Tells the owner of an account that its password is another one.</summary>
    public const string PasswordChanged = "password_changed";

    /// <summary>Proves the address that the owner of an account wants from now on.</summary>
    public const string EmailChange = "email_change";

    /// <summary>Somebody wants to change to an address that has an account.</summary>
    public const string EmailChangeTaken = "email_change_taken";

    /// <summary>Tells the address of an account until now that there is another one.</summary>
    public const string EmailChanged = "email_changed";

    /// <summary>Tells the owner of an account that its phone number is another one, or none.</summary>
    public const string PhoneChanged = "phone_changed";

    /// <summary>Tells the owner of an account that somebody signed in to it on a new device.</summary>
    public const string NewDevice = "new_device";

    /// <summary>Invites somebody to make an account.</summary>
    public const string Invitation = "invitation";

    public static IReadOnlyList<string> All { get; } =
        [SignUpVerify, SignUpExists, PasswordReset, SignInLink, PasswordChanged, EmailChange, EmailChangeTaken, EmailChanged, PhoneChanged, NewDevice, Invitation];
}
