using Identity.App.Serve.Proxy;
using Identity.App.Settings;
using Identity.Hosting.Settings;

namespace Identity.App.Doctor;

/// <summary>
/// Sends a request through the public address, and asks the running server how it arrived: the only way to see what a
/// proxy makes of it.
/// </summary>
internal sealed class ProxyProbe(IConfiguration settings, ServerAddressOptions server, HttpClient http, DoctorOptions limits)
{
    private const string Area = "proxy";

    private Uri Management
    {
        get
        {
            var listens = BindingAddress.Parse(ListenerAddresses.Of(ListenerAddresses.Management, settings));
            // A server that listens everywhere is asked on this machine.
            var host = listens.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : listens.Host;
            return new Uri($"{listens.Scheme}://{host}:{listens.Port}{ProbeEndpoints.Path}");
        }
    }

    public async Task<Finding> RunAsync(CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(limits.AnswerTimeout);
        try
        {
            return await NumberAsync(timeout.Token) is { } number
                ? await AskAsync(number, timeout.Token)
                : Finding.Ok(Area, "How requests arrive was not tried: the server does not run on this machine. Run 'identity doctor' where it runs.");
        }
        catch (Exception failure) when (failure is HttpRequestException or System.Text.Json.JsonException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return Finding.Warning(Area, "How requests arrive can't be said: see what is said of the addresses.");
        }
    }

    private async Task<string?> NumberAsync(CancellationToken ct)
    {
        try
        {
            using var answer = await http.PostAsync(Management, null, ct);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<string>(ct) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private async Task<Finding> AskAsync(string number, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{server.PublicUrl.AbsoluteUri.TrimEnd('/')}/.well-known/openid-configuration");
        request.Headers.Add(NoteProbes.Header, number);
        using (await http.SendAsync(request, ct))
        {
            using var answer = await http.GetAsync(new Uri($"{Management}/{number}"), ct);
            return answer.IsSuccessStatusCode
                ? Judge((await answer.Content.ReadFromJsonAsync<SeenRequest>(ct))!)
                : Finding.Warning(Area, $"A request to {server.PublicUrl} did not arrive at the server of this machine. It may have gone to another node; else let the address lead here.");
        }
    }

    private Finding Judge(SeenRequest seen)
    {
        var expected = server.PublicUrl.Authority;
        if (!string.Equals(seen.Host, expected, StringComparison.OrdinalIgnoreCase))
        {
            var sentence = $"A request to {server.PublicUrl} arrived with the host '{seen.Host}' instead of '{expected}'{(seen.Refused ? " and was refused" : "")}. Let the proxy pass the original Host header on.";
            return seen.Refused ? Finding.Problem(Area, sentence) : Finding.Warning(Area, sentence);
        }

        if (seen.Forwarded.Count > 0 && !seen.Believed)
        {
            return seen.Forwarded.Contains("X-Forwarded-For")
                ? Finding.Problem(Area, $"Forwarded headers came from {seen.Peer}, which Proxy:Trusted does not name: every client seems to come from there. If it is your proxy, set Proxy__Trusted__0={seen.Peer}")
                : Finding.Problem(Area, $"The proxy at {seen.Peer} sends {string.Join(", ", seen.Forwarded)} but no X-Forwarded-For: every client seems to come from there. Let it send X-Forwarded-For.");
        }

        var proxied = server is { PublicUrl.Scheme: "https", Url.Scheme: "http" };
        return proxied && seen.Forwarded.Count == 0
            ? Finding.Problem(Area, $"A request to {server.PublicUrl} arrived from {seen.Peer} without X-Forwarded-For: every client seems to come from there. Let the proxy send it.")
            : Finding.Ok(Area, $"A request to {server.PublicUrl} arrived with the right host, from the client address {seen.Client}.");
    }
}
