using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Identity.Core.Messaging.Sms;

namespace Identity.Worker.Sms.Providers;

/// <summary>
/// Twilio's Messages resource (https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource), for
/// text messages and for WhatsApp.
/// </summary>
internal sealed class TwilioProvider(SmsProviderSettings settings, TimeProvider clock) : ISmsProvider
{
    private static readonly Uri Default = new("https://api.twilio.com");
    private static readonly TimeSpan LongestValidity = TimeSpan.FromSeconds(36_000);

    // https://www.twilio.com/docs/api/errors, those about the number and the text. All others are about the sender, the
    // account or the route, and another provider has its own.
    private static readonly int[] AboutTheMessage =
    [
        21211, // not a valid number
        21265, // a short code
        21268, // premium rate
        21610, // the owner has answered STOP
        21614, // not a mobile number
        21617, // longer than 1600 characters
        21635, // a landline
    ];

    private bool IsWhatsApp => settings.Kind == SmsProviderKind.TwilioWhatsApp;

    public SmsProviderKind Kind => settings.Kind!.Value;

    public string Name => IsWhatsApp ? "Twilio (WhatsApp)" : "Twilio";

    public async Task<Handover> SendAsync(SmsMessage message, HttpClient http, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Url ?? Default, $"/2010-04-01/Accounts/{settings.AccountSid}/Messages.json"))
        {
            Content = new FormUrlEncodedContent(Fields(message)),
        };
        // https://www.twilio.com/docs/iam/api-keys: a key and its secret, or the account and its token.
        var (user, password) = settings.ApiKey is { } key ? (key, settings.ApiSecret) : (settings.AccountSid, settings.AuthToken);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

        using var answer = await http.SendAsync(request, ct);
        if (answer.IsSuccessStatusCode) return new Handover.Taken($"{Name} took it.");

        var code = ErrorCode(await answer.Content.ReadAsStringAsync(ct));
        var text = code is null ? $"{Name} answered {(int)answer.StatusCode}." : $"{Name} answered {(int)answer.StatusCode} with error {code}: https://www.twilio.com/docs/api/errors/{code}";
        return code is { } known && AboutTheMessage.Contains(known) ? new Handover.Undeliverable(text) : new Handover.Failed(text);
    }

    private IEnumerable<KeyValuePair<string, string>> Fields(SmsMessage message)
    {
        yield return new("To", Address(message.To));
        if (settings.MessagingServiceSid is { } service) yield return new("MessagingServiceSid", service);
        if (settings.From is { } from) yield return new("From", Address(from));

        if (Template(message) is { } template)
        {
            yield return new("ContentSid", template);
            yield return new("ContentVariables", JsonSerializer.Serialize(new Dictionary<string, string> { ["1"] = message.Facts.GetValueOrDefault("code") ?? message.Facts.GetValueOrDefault("product") ?? "" }));
        }
        else
        {
            yield return new("Body", message.Text);
        }

        // A code that waited in a queue until it had expired would only puzzle its reader.
        var rest = message.ExpiresAt - clock.GetUtcNow().UtcDateTime;
        yield return new("ValidityPeriod", Math.Clamp((int)rest.TotalSeconds, 1, (int)LongestValidity.TotalSeconds).ToString(CultureInfo.InvariantCulture));
    }

    // https://www.twilio.com/docs/whatsapp/api: both ends have this prefix.
    private string Address(string number) => IsWhatsApp ? $"whatsapp:{number}" : number;

    private string? Template(SmsMessage message)
        => !IsWhatsApp ? null : settings.ContentSids.GetValueOrDefault($"{message.Kind}_{message.Language}") ?? settings.ContentSids.GetValueOrDefault(message.Kind);

    // https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions
    private static int? ErrorCode(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("code", out var code) && code.TryGetInt32(out var number) ? number : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
