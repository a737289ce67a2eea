using System.Text.Json.Serialization;

namespace Identity.Worker.Webhooks;

/// <summary>The body of our own requests: to gateways of text messages and to webhooks.</summary>
/// <param name="Id">The same for every try: who has seen it does nothing more.</param>
/// <param name="Channel"><c>sms</c>, or what the sender called it.</param>
/// <param name="Kind">Which message it is.</param>
/// <param name="To">The destination.</param>
/// <param name="Language">A BCP 47 tag.</param>
/// <param name="Facts">What the words name.</param>
/// <param name="ExpiresAt">From then on it is of no use, UTC.</param>
internal sealed record WebhookContent(
    string Id, string Channel, string Kind, string To, string Language, IReadOnlyDictionary<string, string> Facts, DateTime ExpiresAt)
{
    /// <summary>The words, where the product has them for this channel.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }
}
