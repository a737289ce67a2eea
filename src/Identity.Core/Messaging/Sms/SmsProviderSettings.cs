namespace Identity.Core.Messaging.Sms;

/// <summary>Somebody who takes our text messages. Each kind needs its own part of these; the worker checks them.</summary>
public sealed class SmsProviderSettings
{
    public SmsProviderKind? Kind { get; set; }

    /// <summary>Of an HTTP gateway; for Twilio and Vonage another address of theirs, such as that of a region.</summary>
    public Uri? Url { get; set; }

    /// <summary>What an HTTP gateway checks our signature with: <c>whsec_</c> and at least 24 bytes in base64.</summary>
    public string? Secret { get; set; }

    /// <summary>Twilio: the account, <c>AC…</c>.</summary>
    public string? AccountSid { get; set; }

    /// <summary>Twilio: the secret of the account, where no API key is given.</summary>
    public string? AuthToken { get; set; }

    /// <summary>Twilio (<c>SK…</c>) and Vonage.</summary>
    public string? ApiKey { get; set; }

    public string? ApiSecret { get; set; }

    /// <summary>The sender: a number or a name. In some countries it has to be registered.</summary>
    public string? From { get; set; }

    /// <summary>Twilio: a messaging service that chooses the sender.</summary>
    public string? MessagingServiceSid { get; set; }

    /// <summary>WhatsApp: approved templates (<c>HX…</c>) by kind of message, or by kind and language: <c>signin_code</c>, <c>signin_code_de</c>.</summary>
    public Dictionary<string, string> ContentSids { get; set; } = [];
}

public enum SmsProviderKind
{
    /// <summary>Any gateway, by a signed request of ours.</summary>
    Http = 1,
    Twilio,
    TwilioWhatsApp,
    Vonage,
}
