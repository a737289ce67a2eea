using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Identity.App.Tests.Telemetry;

/// <summary>Somebody with a browser, who comes from a network address of their own.</summary>
internal sealed class Visitor : IDisposable
{
    public const string NetworkAddress = "127.0.0.77";

    private readonly HttpClient _http;

    public Visitor(int port) => _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, CookieContainer = new(), ConnectCallback = ConnectAsync })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{port}"),
    };

    public async Task<(HttpStatusCode Status, Uri? Location, string Body)> SendAsync(
        HttpMethod method, string address, Dictionary<string, string>? form = null, Action<HttpRequestHeaders>? headers = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = form is null ? null : new FormUrlEncodedContent(form) };
        headers?.Invoke(request.Headers);
        using var answer = await _http.SendAsync(request);
        return (answer.StatusCode, answer.Headers.Location, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Fills in the form of a page.</summary>
    public async Task<(HttpStatusCode Status, Uri? Location, string Body)> FillInAsync(string address, Dictionary<string, string> fields)
    {
        var page = await SendAsync(HttpMethod.Get, address);
        foreach (Match hidden in Regex.Matches(page.Body, "<input[^>]*type=\"hidden\"[^>]*>"))
        {
            fields.TryAdd(Attribute(hidden.Value, "name"), WebUtility.HtmlDecode(Attribute(hidden.Value, "value")));
        }

        return await SendAsync(HttpMethod.Post, address, fields);
    }

    /// <summary>A text of a JSON answer.</summary>
    public static string Text(string json, string name) => JsonDocument.Parse(json).RootElement.GetProperty(name).GetString()!;

    public void Dispose() => _http.Dispose();

    private static string Attribute(string element, string name) => Regex.Match(element, $" {name}=\"([^\"]*)\"").Groups[1].Value;

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(IPAddress.Parse(NetworkAddress), 0));
        await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, ct);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
