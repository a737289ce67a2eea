using Identity.Core.Messaging;
using Identity.Core.Messaging.Sms;
using Identity.Worker.Webhooks;

namespace Identity.Worker.Sms.Providers;

/// <summary>A gateway of the operator's, or any provider behind a few lines of code: our own request, signed.</summary>
internal sealed class HttpGateway(SmsProviderSettings settings, SignedRequests requests) : ISmsProvider
{
    public SmsProviderKind Kind => SmsProviderKind.Http;

    public string Name => settings.Url!.Host;

    public async Task<Handover> SendAsync(SmsMessage message, HttpClient http, CancellationToken ct)
    {
        var content = new WebhookContent(message.Id.ToString("N"), OutboxKinds.Sms, message.Kind, message.To, message.Language, message.Facts, message.ExpiresAt) { Text = message.Text };
        using var request = requests.Create(settings.Url!, settings.Secret!, content);
        using var answer = await http.SendAsync(request, ct);
        return answer.StatusCode.Judge() switch
        {
            WebhookAnswer.Taken => new Handover.Taken($"{Name} took it."),
            WebhookAnswer.Undeliverable => new Handover.Undeliverable($"{Name} answered 422: it can't be delivered."),
            _ => new Handover.Failed($"{Name} answered {(int)answer.StatusCode}."),
        };
    }
}
