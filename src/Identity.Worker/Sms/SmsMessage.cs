namespace Identity.Worker.Sms;

/// <summary>A text message as a provider gets it.</summary>
/// <param name="Id">The same for every try.</param>
/// <param name="Kind">One of <see cref="Core.Messaging.Sms.SmsKinds"/>.</param>
/// <param name="To">The number in E.164.</param>
/// <param name="Language">A BCP 47 tag.</param>
/// <param name="Text">What the person reads.</param>
/// <param name="Facts">What the text names, for a provider that has words of its own.</param>
/// <param name="ExpiresAt">From then on it is of no use, UTC.</param>
internal sealed record SmsMessage(
    Guid Id, string Kind, string To, string Language, string Text, IReadOnlyDictionary<string, string> Facts, DateTime ExpiresAt);
