namespace Identity.Core.Users.Passwords;

internal static class PasswordErrors
{
    public static AccountError TooShort(int minimum)
        => Error("PasswordTooShort", $"Use at least {minimum} characters. A few words in a row are easy to remember.", minimum);

    public static AccountError TooLong(int maximum)
        => Error("PasswordTooLong", $"Use at most {maximum} characters.", maximum);

    public static AccountError Unreadable()
        => Error("PasswordUnreadable", "This password holds a broken character. Type it again.");

    public static AccountError Common()
        => Error("PasswordCommon", "Many people use this password, so it is guessed first. Choose another.");

    public static AccountError Pattern()
        => Error("PasswordPattern", "This password repeats itself or follows the keys in order. Choose another.");

    public static AccountError Personal()
        => Error("PasswordPersonal", "This password is mostly your name, your email address or ours. Choose another.");

    public static AccountError Leaked()
        => Error("PasswordLeaked", "This password has appeared in a data leak. Choose another.");

    private static AccountError Error(string code, string description, params object[] arguments)
        => new() { Code = code, Description = description, Field = "new_password", Arguments = arguments };
}
