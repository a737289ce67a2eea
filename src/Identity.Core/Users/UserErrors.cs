namespace Identity.Core.Users;

internal static class UserErrors
{
    public static AccountError IdentifierMissing()
        => Error("email", "IdentifierMissing", "Give an email address or a username: without one nobody can sign in.");

    public static AccountError UserNameTooLong(int maximum)
        => Error("username", "UserNameTooLong", $"Use at most {maximum} characters in the username.", maximum);

    public static AccountError UserNameInvalid()
        => Error("username", "UserNameInvalid", "A username has no @, no spaces and no invisible characters.");

    public static AccountError UserNameTaken()
        => Error("username", "UserNameTaken", "This username is taken. Choose another.");

    public static AccountError EmailTooLong(int maximum)
        => Error("email", "EmailTooLong", $"Use at most {maximum} characters in the email address.", maximum);

    public static AccountError EmailInvalid()
        => Error("email", "EmailInvalid", "Enter an email address such as name@example.com.");

    public static AccountError EmailTaken()
        => Error("email", "EmailTaken", "Another account has this email address.");

    public static AccountError NameTooLong(int maximum)
        => Error("name", "NameTooLong", $"Use at most {maximum} characters in the name.", maximum);

    public static AccountError NameInvalid()
        => Error("name", "NameInvalid", "A name has no line breaks and no invisible characters.");

    private static AccountError Error(string field, string code, string description, params object[] arguments)
        => new() { Code = code, Description = description, Field = field, Arguments = arguments };
}
