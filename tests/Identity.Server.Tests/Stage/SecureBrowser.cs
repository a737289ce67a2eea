namespace Identity.Server.Tests.Stage;

/// <summary>A browser on the public https address of a server, behind the proxy that ends https: it keeps the cookies that one over http would not send.</summary>
public sealed class SecureBrowser(WebBrowser browser) : IDisposable
{
    private readonly Dictionary<string, string> _cookies = [];

    /// <summary>Of such a server.</summary>
    public static Dictionary<string, string?> Settings => new()
    {
        ["Server:PublicUrl"] = "https://login.example.com",
        ["Proxy:Trusted:0"] = "127.0.0.1",
    };

    public static async Task<SecureBrowser> SignInAsync(TestServer server, Person person)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(person);
        var browser = new SecureBrowser(server.NewBrowser());
        var answer = await browser.PostAsync("/signin", await browser.GetAsync("/signin"), ("username", person.Username), ("password", person.Password));
        Assert.Equal(302, answer.Status);
        return browser;
    }

    public Task<Answer> GetAsync(string address) => SendAsync(HttpMethod.Get, address, null);

    /// <summary>Posts with the token of a page.</summary>
    public Task<Answer> PostAsync(string address, Answer page, params (string Name, string Value)[] fields)
    {
        ArgumentNullException.ThrowIfNull(page);
        return SendAsync(HttpMethod.Post, address, BackChannel.Content([("__RequestVerificationToken", page.Field("__RequestVerificationToken")!), .. fields]));
    }

    public void Dispose() => browser.Dispose();

    private async Task<Answer> SendAsync(HttpMethod method, string address, HttpContent? content)
    {
        var answer = await browser.SendAsync(method, address, content, request =>
        {
            request.Headers.Add("X-Forwarded-Proto", "https");
            request.Headers.Add("X-Forwarded-Host", "login.example.com");
            request.Headers.Add("X-Forwarded-For", "192.0.2.1");
            if (_cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        });
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var pair = cookie.Split(';')[0].Split('=', 2);
            _cookies[pair[0]] = pair[1];
        }

        return answer;
    }
}
