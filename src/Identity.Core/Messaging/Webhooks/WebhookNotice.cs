namespace Identity.Core.Messaging.Webhooks;

/// <summary>A message by a channel that the product does not know itself: whoever takes it there has the words.</summary>
/// <param name="Channel">Such as <c>signal</c> or <c>push</c>.</param>
/// <param name="Kind">Which message it is.</param>
/// <param name="To">The destination, as that channel writes it.</param>
/// <param name="Language">A BCP 47 tag.</param>
/// <param name="Facts">What the words name, such as <c>product</c> and <c>code</c>.</param>
public sealed record WebhookNotice(string Channel, string Kind, string To, string Language, IReadOnlyDictionary<string, string> Facts)
{
    public const int Version = 1;
}
