using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Identity.Worker.Webhooks;

/// <summary>Makes the requests that our receivers can check: who sent it, that nobody changed it, when, and whether it came before.</summary>
internal sealed class SignedRequests(TimeProvider clock)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public HttpRequestMessage Create(Uri url, string secret, WebhookContent content)
    {
        var (id, timestamp) = (content.Id, clock.GetUtcNow().ToUnixTimeSeconds());
        var body = JsonSerializer.SerializeToUtf8Bytes(content, Json);
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Of(secret, id, timestamp, body));
        return request;
    }
}
