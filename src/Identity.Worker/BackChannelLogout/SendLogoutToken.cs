using System.Net;
using System.Text.Json;
using Identity.Core.Data;
using Identity.Core.Logout;
using Identity.Core.Messaging;
using Identity.Core.Outbound;
using Identity.Worker.Delivery;
using Microsoft.EntityFrameworkCore;

namespace Identity.Worker.BackChannelLogout;

/// <summary>Tells an app that a session has ended (OpenID Connect Back-Channel Logout, sections 2.5 and 2.8).</summary>
internal sealed class SendLogoutToken(IdentityDb db, LogoutTokens tokens, IHttpClientFactory clients)
{
    private const int LongestError = 50;

    public async Task<DeliveryResult> DeliverAsync(OutboxMessage message, CancellationToken ct)
    {
        if (message.PayloadVersion > LogoutNotice.Version) return new DeliveryResult.Retry("It was written by a newer version and waits for a worker of that version.");

        var notice = JsonSerializer.Deserialize<LogoutNotice>(message.Payload, JsonSerializerOptions.Web)!;
        var client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == notice.Client, ct);
        if (client?.BackchannelLogoutUri is not { } address) return new DeliveryResult.Failed("The app was removed, or has no 'backchannel_logout_uri' any more.");

        using var http = clients.CreateClient(OutboundHttp.ClientName);
        using var form = new FormUrlEncodedContent([new("logout_token", await tokens.CreateAsync(message.Id, client, notice, ct))]);
        try
        {
            using var answer = await http.PostAsync(new Uri(address), form, ct);
            return Judge(answer.StatusCode, client.ClientId!, answer.StatusCode == HttpStatusCode.BadRequest ? await ErrorAsync(answer, ct) : null);
        }
        catch (OutboundException problem)
        {
            return new DeliveryResult.Retry($"'{client.ClientId}' was not told: {problem.Message}");
        }
        catch (HttpRequestException problem)
        {
            return new DeliveryResult.Retry($"'{client.ClientId}' could not be reached: {problem.HttpRequestError}.");
        }
    }

    private static DeliveryResult Judge(HttpStatusCode status, string clientId, string? error) => status switch
    {
        HttpStatusCode.OK or HttpStatusCode.NoContent => new DeliveryResult.Done($"'{clientId}' answered {(int)status}."),
        HttpStatusCode.BadRequest => new DeliveryResult.Failed($"'{clientId}' refused the logout token ({error ?? "400"}): its own log says why."),
        _ => new DeliveryResult.Retry($"'{clientId}' answered {(int)status} instead of 200."),
    };

    // An error code and nothing else: the rest of an answer could be anything.
    private static async Task<string?> ErrorAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        try
        {
            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(ct));
            return body.RootElement.TryGetProperty("error", out var error) && error.GetString() is { Length: > 0 and <= LongestError } code && code.All(c => char.IsAsciiLetterLower(c) || c == '_')
                ? code
                : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
