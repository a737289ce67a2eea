namespace Identity.Core.Messaging;

/// <summary>The kinds of messages: one list, so that writer and worker mean the same.</summary>
public static class OutboxKinds
{
    public const string Email = "email";
    public const string Sms = "sms";
    public const string Webhook = "webhook";
    public const string BackChannelLogout = "backchannel_logout";
}
