using System.Net.Http.Headers;
using System.Text;

namespace Identity.Server.Tests.Stage;

/// <summary>What an app's own code sends to the server, without a browser.</summary>
public static class BackChannel
{
    /// <summary>A request without cookies.</summary>
    public static async Task<Answer> SendAsync(this TestServer server, HttpMethod method, string address, HttpContent? content = null, Action<HttpRequestMessage>? more = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        using var browser = server.NewBrowser();
        return await browser.SendAsync(method, address, content, request =>
        {
            request.Headers.Accept.Clear();
            request.Headers.Accept.ParseAdd("application/json");
            more?.Invoke(request);
        });
    }

    public static Task<Answer> PostAsync(this TestServer server, string address, params (string Name, string Value)[] fields)
        => server.SendAsync(HttpMethod.Post, address, Content(fields));

    /// <summary>A token request with the app's credentials in the header.</summary>
    public static Task<Answer> TokenAsync(this TestServer server, App app, params (string Name, string Value)[] fields)
        => server.CallAsync(app, "/connect/token", fields);

    /// <summary>A call of the app's own code, with its credentials in the header.</summary>
    public static Task<Answer> CallAsync(this TestServer server, App app, string address, params (string Name, string Value)[] fields)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.Secret is null
            ? server.PostAsync(address, [.. fields, ("client_id", app.ClientId)])
            : server.SendAsync(HttpMethod.Post, address, Content(fields), request => request.Headers.Authorization = Basic(app.ClientId, app.Secret));
    }

    public static Task<Answer> RedeemAsync(this TestServer server, CodeRequest request, string code)
    {
        ArgumentNullException.ThrowIfNull(request);
        (string, string)[] verifier = request.Parameters.Any(p => p.Key == "code_challenge") ? [("code_verifier", request.Verifier)] : [];
        return server.TokenAsync(request.App, [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", request.App.RedirectUri), .. verifier]);
    }

    public static Task<Answer> RefreshAsync(this TestServer server, App app, string? refreshToken, params (string Name, string Value)[] more)
        => server.TokenAsync(app, [("grant_type", "refresh_token"), ("refresh_token", refreshToken ?? ""), .. more]);

    public static Task<Answer> UserInfoAsync(this TestServer server, string token)
        => server.SendAsync(HttpMethod.Get, "/connect/userinfo", more: request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token));

    /// <summary>From the request to the tokens, in a browser in which everything is settled.</summary>
    public static async Task<Tokens> TokensAsync(this TestServer server, WebBrowser browser, CodeRequest request)
    {
        ArgumentNullException.ThrowIfNull(browser);
        return Tokens.Of(await server.RedeemAsync(request, await browser.CodeAsync(request)));
    }

    /// <summary>Tokens for a new person and a new app.</summary>
    public static async Task<(App App, Person Person, Tokens Tokens)> TokensAsync(this TestServer server, string scope = "openid offline_access")
    {
        ArgumentNullException.ThrowIfNull(server);
        var app = await server.CreateClientAsync();
        var person = await server.CreateUserAsync();
        using var browser = await server.NewBrowserAsync(person);
        return (app, person, await server.TokensAsync(browser, app.Request(scope)));
    }

    public static FormUrlEncodedContent Content(params (string Name, string Value)[] fields) => new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    // RFC 6749, section 2.3.1: both parts are form-encoded first.
    public static AuthenticationHeaderValue Basic(string clientId, string secret)
        => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(clientId)}:{Uri.EscapeDataString(secret)}")));
}
