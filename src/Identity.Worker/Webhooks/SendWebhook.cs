using Identity.Core.Keys;
using Identity.Core.Messaging;
using Identity.Core.Messaging.Webhooks;
using Identity.Core.Outbound;
using Identity.Worker.Delivery;
using Microsoft.Extensions.Options;

namespace Identity.Worker.Webhooks;

/// <summary>Hands a message to the first webhook of its channel that takes it.</summary>
internal sealed class SendWebhook(WebhookQueue queue, SignedRequests requests, IHttpClientFactory clients, IOptions<WebhookOptions> options)
{
    public async Task<DeliveryResult> DeliverAsync(OutboxMessage message, CancellationToken ct)
    {
        if (message.PayloadVersion > WebhookNotice.Version) return new DeliveryResult.Retry("It was written by a newer version and waits for a worker of that version.");

        WebhookNotice notice;
        try
        {
            notice = queue.Open(message);
        }
        catch (KeyEncryptionException problem)
        {
            return new DeliveryResult.Retry(problem.Message);
        }

        var content = new WebhookContent(message.Id.ToString("N"), notice.Channel, notice.Kind, notice.To, notice.Language, notice.Facts, message.ExpiresAt);
        List<string> outcomes = [];
        foreach (var provider in options.Value.Providers.Where(provider => provider.Channels.Count == 0 || provider.Channels.Contains(notice.Channel)))
        {
            var (answer, text) = await TryAsync(provider, content, ct);
            if (answer == WebhookAnswer.Taken) return new DeliveryResult.Done(text);
            if (answer == WebhookAnswer.Undeliverable) return new DeliveryResult.Failed(text);
            outcomes.Add(text);
        }

        return new DeliveryResult.Retry(outcomes.Count > 0 ? string.Join(' ', outcomes) : "No webhook takes messages of its channel: name one in Webhook:Providers.");
    }

    private async Task<(WebhookAnswer Answer, string Text)> TryAsync(WebhookProvider provider, WebhookContent content, CancellationToken ct)
    {
        using var http = clients.CreateClient(OutboundHttp.ClientName);
        using var request = requests.Create(provider.Url!, provider.Secret!, content);
        var host = provider.Url!.Host;
        try
        {
            using var answer = await http.SendAsync(request, ct);
            return (answer.StatusCode.Judge(), $"{host} answered {(int)answer.StatusCode}.");
        }
        catch (OutboundException problem)
        {
            return (WebhookAnswer.Failed, $"{host} was not reached: {problem.Message}");
        }
        catch (HttpRequestException problem)
        {
            return (WebhookAnswer.Failed, $"{host} could not be reached, or broke off: {problem.HttpRequestError}.");
        }
    }
}
