using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Identity.Server.Tests.Stage;
using Microsoft.AspNetCore.WebUtilities;

namespace Identity.Server.Tests.Docs;

/// <summary>Sends requests as an app does, and writes them down as people copy them, with names for what differs from run to run.</summary>
internal sealed partial class Talk(TestServer server)
{
    private const long FirstSecond = 1767225600;
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, string> Names = new()
    {
        ["access_token"] = "ACCESS_TOKEN",
        ["id_token"] = "ID_TOKEN",
        ["refresh_token"] = "REFRESH_TOKEN",
        ["device_code"] = "DEVICE_CODE",
        ["user_code"] = "WDJB-MJHT",
        ["code"] = "CODE",
        ["authorization_code"] = "CODE",
        ["device"] = "DEVICE",
        ["auth_session"] = "AUTH_SESSION",
        ["jti"] = "JTI",
        ["sub"] = "9b2d7c0e-5f1a-4c3e-8d6b-7a1e0f4c2b95",
        ["sid"] = "SID",
        ["at_hash"] = "AT_HASH",
        ["oi_au_id"] = "GRANT",
    };

    private readonly Dictionary<string, string> _names = new() { [server.Issuer] = "https://login.example.com" };
    private readonly long _start = server.Clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Calls a value something else than its kind.</summary>
    public void Name(string value, string name) => _names[value] = name;

    /// <summary>Sends a request of the app's own code and writes it down with its answer.</summary>
    public async Task<(Answer Answer, string Text)> SendAsync(App app, string address, params (string Name, string Value)[] fields)
    {
        var answer = await server.CallAsync(app, address, fields);
        var request = Curl(app, address, app.Secret is null ? [("client_id", app.ClientId), .. fields] : fields);
        return (answer, $"```sh\n{request}\n```\n\n{Written(answer)}");
    }

    /// <summary>The address that an app sends a browser to, and where the browser is sent then.</summary>
    public string Redirect(CodeRequest request, Answer answer)
    {
        Learn("code", answer["code"]);
        var parameters = request.Parameters.Select((p, i) => $"  {(i == 0 ? '?' : '&')}{p.Key}={Uri.EscapeDataString(p.Value)}");
        var location = answer.Location!.ToString();
        return $"```text\n{Named(server.Issuer)}/connect/authorize\n{string.Join('\n', parameters)}\n```\n\n```http\nHTTP/1.1 {answer.Status} {ReasonPhrases.GetReasonPhrase(answer.Status)}\nLocation: {Named(location).Replace(Uri.EscapeDataString(server.Issuer), Uri.EscapeDataString("https://login.example.com"), StringComparison.Ordinal)}\n```";
    }

    /// <summary>What a token says.</summary>
    public string Claims(string token) => $"```json\n{Json(Jwt.Read(token).Claims)}\n```";

    private string Curl(App app, string address, IEnumerable<(string Name, string Value)> fields)
    {
        List<string> lines = [$"curl {Named(server.Issuer)}{address}"];
        if (app.Secret is not null) lines.Add($"-u '{app.ClientId}:{app.Secret}'");
        lines.AddRange(fields.Select(f => (f.Name, Value: Named(f.Value))).Select(f => Plain().IsMatch(f.Value) ? $"-d {f.Name}={f.Value}" : $"--data-urlencode '{f.Name}={f.Value}'"));
        return string.Join(" \\\n  ", lines);
    }

    private string Written(Answer answer)
        => $"```http\nHTTP/1.1 {answer.Status} {ReasonPhrases.GetReasonPhrase(answer.Status)}\nContent-Type: {answer.MediaType}\n\n{Json(answer.Json)}\n```";

    private string Json(JsonObject json)
    {
        var shown = json.DeepClone().AsObject();
        foreach (var (member, value) in json)
        {
            if (Names.ContainsKey(member) && value is JsonValue) Learn(member, value.GetValue<string>());
            if (member is "exp" or "iat" or "nbf" or "auth_time") shown[member] = value!.GetValue<long>() - _start + FirstSecond;
        }

        return Named(shown.ToJsonString(Readable));
    }

    // A second token of a kind gets a number. What a test named itself stays as it is.
    private void Learn(string member, string value)
    {
        // The subject of a service is its client_id.
        if (_names.ContainsKey(value) || value.Length < 9 || (member == "sub" && !Guid.TryParse(value, out _))) return;
        var name = Names[member];
        var count = _names.Values.Count(known => known == name || known.StartsWith(name + "_", StringComparison.Ordinal));
        _names[value] = count == 0 ? name : $"{name}_{count + 1}";
    }

    private string Named(string text)
    {
        // The longest first: one value may be part of another.
        foreach (var (value, name) in _names.OrderByDescending(known => known.Key.Length)) text = text.Replace(value, name, StringComparison.Ordinal);
        return text;
    }

    [GeneratedRegex(@"^[A-Za-z0-9._~:/-]+$")]
    private static partial Regex Plain();
}
