using System.Net;
using System.Net.Sockets;
using AngleSharp.Html.Dom;

namespace Identity.Server.Tests.Stage;

/// <summary>A browser without script: cookies, pages and forms. It stays on the server and reports where it was sent beyond.</summary>
public sealed class WebBrowser : IDisposable
{
    private const int MostRedirects = 10;
    private const int LargeBody = 128 * 1024;
    private readonly HttpClient _http;
    private readonly Uri _url;

    public WebBrowser(Uri url, string? address = null)
    {
        ArgumentNullException.ThrowIfNull(url);
        _url = url;
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies };
        if (address is not null) handler.ConnectCallback = async (context, ct) => await ConnectAsync(context, IPAddress.Parse(address), ct);
        _http = new HttpClient(handler) { BaseAddress = url };
        _http.DefaultRequestHeaders.Accept.ParseAdd("text/html,application/xhtml+xml");
    }

    public CookieContainer Cookies { get; } = new();

    public string? Cookie(string name) => Cookies.GetCookies(_url)[name]?.Value;

    public Task<Answer> GetAsync(string address) => SendAsync(HttpMethod.Get, address);

    public Task<Answer> PostAsync(string address, params (string Name, string Value)[] fields)
        => SendAsync(HttpMethod.Post, address, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));

    public async Task<Answer> SendAsync(HttpMethod method, string address, HttpContent? content = null, Action<HttpRequestMessage>? more = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        // A server that refuses a large body unread may close the connection while it is still being sent.
        request.Headers.ExpectContinue = content?.Headers.ContentLength > LargeBody;
        more?.Invoke(request);
        using var response = await _http.SendAsync(request);
        return new Answer(method, new Uri(_url, address), response.StatusCode, response.Headers, response.Content.Headers, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Opens a page, through the redirects of the server.</summary>
    public async Task<Answer> OpenAsync(string address) => await FollowAsync(await GetAsync(address));

    /// <summary>Goes where the answer sends, as long as that is on the server.</summary>
    public async Task<Answer> FollowAsync(Answer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        for (var i = 0; i < MostRedirects && answer.Location is { } next && _url.IsBaseOf(next); i++) answer = await GetAsync(next.PathAndQuery);
        return answer;
    }

    /// <summary>Fills in and sends the main form of a page, and goes where that leads.</summary>
    public async Task<Answer> SubmitAsync(Answer answer, params (string Name, string Value)[] fields) => await FollowAsync(await SendFormAsync(answer, fields));

    /// <summary>As <see cref="SubmitAsync"/>, up to the first answer.</summary>
    public Task<Answer> SendFormAsync(Answer answer, params (string Name, string Value)[] fields)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var form = answer.Page.QuerySelector("form[data-part=form]") ?? answer.Page.QuerySelector("main form") ?? throw new InvalidOperationException($"No form in {answer}");
        var filled = form.QuerySelectorAll("input[name]").OfType<IHtmlInputElement>()
            .Where(input => input.Type != "checkbox" && fields.All(f => f.Name != input.Name))
            .Select(input => (input.Name!, input.Value))
            .Concat(fields);
        var action = form.GetAttribute("action") is { Length: > 0 } given ? given : answer.Address.PathAndQuery;
        return PostAsync(action, [.. filled]);
    }

    /// <summary>Signs in on the page of that name, or on the start page.</summary>
    public async Task<Answer> SignInAsync(Person person, Answer? page = null)
    {
        ArgumentNullException.ThrowIfNull(person);
        page ??= await GetAsync("/signin?add=true");
        Assert.Equal("signin", page.PageName);
        return await SubmitAsync(page, ("username", person.Username), ("password", person.Password));
    }

    /// <summary>Opens an app's request: the page that the server shows first, or its answer to the app.</summary>
    public Task<Answer> AuthorizeAsync(CodeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return OpenAsync(request.Address);
    }

    /// <summary>The code for a request that needs nothing from the person any more.</summary>
    public async Task<string> CodeAsync(CodeRequest request)
    {
        var answer = await AuthorizeAsync(request);
        Assert.True(answer.Find("code") is not null, answer.ToString());
        return answer["code"];
    }

    public void Dispose() => _http.Dispose();

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, IPAddress from, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(from.MapToIPv6(), 0));
        await socket.ConnectAsync(IPAddress.Loopback.MapToIPv6(), context.DnsEndPoint.Port, ct);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
