namespace Identity.Core.Messaging.Sms;

/// <summary>A text message to send: which one, to whom and with which facts. The worker has the words.</summary>
/// <param name="Kind">One of <see cref="SmsKinds"/>.</param>
/// <param name="To">The number in E.164, as <see cref="Phones.PhoneNumberParser"/> gives it.</param>
/// <param name="Language">A BCP 47 tag.</param>
/// <param name="Facts">What the words name, such as <c>product</c> and <c>code</c>.</param>
public sealed record SmsNotice(string Kind, string To, string Language, IReadOnlyDictionary<string, string> Facts)
{
    public const int Version = 1;

    /// <summary>
    /// It goes only to the owner of an account whose proved number this is. That is looked up when it is sent: a page
    /// that asks for it takes as long for any number.
    /// </summary>
    public bool ToAccount { get; init; }
}

/// <summary>The text messages of the product: one list, so that writer and worker mean the same. Texts are <c>sms.{kind}</c>.</summary>
public static class SmsKinds
{
    /// <summary>A code to sign in with. Facts: <c>product</c>, <c>code</c>, <c>minutes</c>.</summary>
    public const string SignInCode = "signin_code";

    /// <summary>Proves that a number belongs to whoever entered it. Facts: <c>product</c>, <c>code</c>, <c>minutes</c>.</summary>
    public const string VerifyNumber = "verify_number";

    /// <summary>Tells the old number that the account has another one. Facts: <c>product</c>, <c>time</c>.</summary>
    public const string NumberChanged = "number_changed";

    public static IReadOnlyList<string> All { get; } = [SignInCode, VerifyNumber, NumberChanged];

    /// <summary>Nobody can ask for these, and somebody who is being robbed needs them: no budget stops them.</summary>
    public static bool IsAlert(string kind) => kind == NumberChanged;
}
