using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Identity.Core.Messaging.Sms;

namespace Identity.Worker.Sms.Providers;

/// <summary>Vonage's SMS API (https://developer.vonage.com/en/api/sms). It answers 200 whatever happened; the status is in the body.</summary>
internal sealed class VonageProvider(SmsProviderSettings settings, TimeProvider clock) : ISmsProvider
{
    private static readonly Uri Default = new("https://rest.nexmo.com");

    // Vonage advises against less, even where the code is older by then.
    private static readonly TimeSpan ShortestValidity = TimeSpan.FromMinutes(30);

    // https://developer.vonage.com/en/api-errors/sms, those about the number and the text. All others are about our
    // account, its sender or its route, and another provider has its own.
    private static readonly string[] AboutTheMessage =
    [
        "7",  // the number is barred
        "12", // too long
        "33", // the number is no longer in use
    ];

    public SmsProviderKind Kind => SmsProviderKind.Vonage;

    public string Name => "Vonage";

    public async Task<Handover> SendAsync(SmsMessage message, HttpClient http, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Url ?? Default, "/sms/json")) { Content = new FormUrlEncodedContent(Fields(message)) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.ApiKey}:{settings.ApiSecret}")));

        using var answer = await http.SendAsync(request, ct);
        if (!answer.IsSuccessStatusCode) return new Handover.Failed($"{Name} answered {(int)answer.StatusCode}.");

        return Statuses(await answer.Content.ReadAsStringAsync(ct)) switch
        {
            null or [] => new Handover.Failed($"{Name} answered something that is not its API.") { Unknown = true },
            // A long text is sent in parts, each with a status of its own.
            var all when all.All(status => status == "0") => new Handover.Taken($"{Name} took it."),
            var all => Judge(all.First(status => status != "0")),
        };
    }

    private Handover Judge(string status)
    {
        var text = $"{Name} answered with status {status}: https://developer.vonage.com/en/api-errors/sms#{status}";
        return AboutTheMessage.Contains(status) ? new Handover.Undeliverable(text) : new Handover.Failed(text);
    }

    private IEnumerable<KeyValuePair<string, string>> Fields(SmsMessage message)
    {
        yield return new("from", settings.From!.TrimStart('+'));
        yield return new("to", message.To.TrimStart('+'));
        yield return new("text", message.Text);
        // https://developer.vonage.com/en/messaging/sms/guides/concatenation-and-encoding: else what is not in the alphabet is lost.
        if (!GsmAlphabet.Holds(message.Text)) yield return new("type", "unicode");
        yield return new("client-ref", message.Id.ToString("N"));

        var rest = message.ExpiresAt - clock.GetUtcNow().UtcDateTime;
        yield return new("ttl", ((long)(rest > ShortestValidity ? rest : ShortestValidity).TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
    }

    private static List<string>? Statuses(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return [.. json.RootElement.GetProperty("messages").EnumerateArray().Select(message => Status(message.GetProperty("status")))];
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    // Documented as a text. Nothing but digits goes on from here.
    private static string Status(JsonElement status)
        => int.TryParse(status.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number.ToString(CultureInfo.InvariantCulture) : throw new JsonException();
}
