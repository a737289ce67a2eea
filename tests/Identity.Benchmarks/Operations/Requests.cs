using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Identity.Benchmarks.Servers;

namespace Identity.Benchmarks.Operations;

/// <summary>The requests of the operations: the same ones for both servers. An answer that is not the right one ends the benchmark.</summary>
internal static class Requests
{
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static readonly string Challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public static Task GetAsync(this MeasuredServer server, string address) => SendAsync(server, new HttpRequestMessage(HttpMethod.Get, address));

    public static Task ServiceTokenAsync(this MeasuredServer server) => TokenAsync(server, ("grant_type", "client_credentials"), ("scope", "api"));

    public static async Task IntrospectAsync(this MeasuredServer server, string token)
    {
        var answer = await PostAsync(server, "/connect/introspect", ("token", token));
        if (!JsonDocument.Parse(answer).RootElement.GetProperty("active").GetBoolean()) throw new InvalidOperationException($"{server.Kind.Name}: the token is not active.");
    }

    public static async Task UserInfoAsync(this MeasuredServer server, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/connect/userinfo");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        await SendAsync(server, request);
    }

    public static Task<TokenAnswer> RefreshAsync(this MeasuredServer server, string token) => TokenAsync(server, ("grant_type", "refresh_token"), ("refresh_token", token));

    /// <summary>A request for a code by a browser with a session, and the code for tokens.</summary>
    public static async Task<TokenAnswer> CodeFlowAsync(this MeasuredServer server, string cookie, bool offline)
    {
        var scope = Uri.EscapeDataString(offline ? "openid profile email offline_access" : "openid profile email");
        var request = new HttpRequestMessage(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture,
            $"/connect/authorize?client_id={ServerKind.ClientId}&response_type=code&redirect_uri={Uri.EscapeDataString(ServerKind.RedirectUri)}&scope={scope}&state=s&nonce=n&code_challenge={Challenge}&code_challenge_method=S256"));
        request.Headers.Add("Cookie", cookie);
        using var answer = await server.Http.SendAsync(request);
        if (answer.Headers.Location?.OriginalString is not { } location || !location.StartsWith(ServerKind.RedirectUri, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{server.Kind.Name}: no code but {(int)answer.StatusCode} {answer.Headers.Location}");
        }

        var code = location[(location.IndexOf("code=", StringComparison.Ordinal) + 5)..].Split('&')[0];
        return await TokenAsync(server, ("grant_type", "authorization_code"), ("code", Uri.UnescapeDataString(code)), ("redirect_uri", ServerKind.RedirectUri), ("code_verifier", Verifier));
    }

    /// <summary>Tokens of a person who has just signed in.</summary>
    public static async Task<TokenAnswer> SignedInAsync(this MeasuredServer server, int person, bool offline = false)
        => await server.CodeFlowAsync(await server.SignInAsync(person, await server.FormAsync()), offline);

    /// <summary>What the sign-in form needs to be sent: ours has a token against forgery, the plain one has no page.</summary>
    public static async Task<SignInForm> FormAsync(this MeasuredServer server, string address = "/signin")
    {
        if (!server.Kind.IsOurs) return new SignInForm("", []);

        using var page = await server.Http.GetAsync(new Uri(address, UriKind.Relative));
        var text = await page.Content.ReadAsStringAsync();
        var token = text[(text.IndexOf("__RequestVerificationToken", StringComparison.Ordinal) + 1)..];
        token = token[(token.IndexOf("value=\"", StringComparison.Ordinal) + 7)..].Split('"')[0];
        return new SignInForm(Cookies(page), [("__RequestVerificationToken", WebUtility.HtmlDecode(token))]);
    }

    /// <summary>Signs a person in; gives the cookies of the session.</summary>
    public static async Task<string> SignInAsync(this MeasuredServer server, int person, SignInForm form)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/signin") { Content = Form([.. form.Fields, ("username", $"person{person % ServerKind.People}"), ("password", ServerKind.Password)]) };
        if (form.Cookies.Length > 0) request.Headers.Add("Cookie", form.Cookies);
        using var answer = await server.Http.SendAsync(request);
        var cookies = Cookies(answer);
        if ((int)answer.StatusCode is not (302 or 303) || cookies.Length == 0) throw new InvalidOperationException($"{server.Kind.Name}: sign-in answered {(int)answer.StatusCode}");
        return cookies;
    }

    /// <summary>Asks for a new password: a mail is queued.</summary>
    public static async Task ForgetAsync(this MeasuredServer server, int person)
    {
        var form = await server.FormAsync("/forgot");
        var request = new HttpRequestMessage(HttpMethod.Post, "/forgot") { Content = Form([.. form.Fields, ("email", $"person{person}@example.com")]) };
        request.Headers.Add("Cookie", form.Cookies);
        using var answer = await server.Http.SendAsync(request);
        if ((int)answer.StatusCode is not (302 or 303)) throw new InvalidOperationException($"{server.Kind.Name}: /forgot answered {(int)answer.StatusCode}");
    }

    private static async Task<TokenAnswer> TokenAsync(MeasuredServer server, params (string, string)[] fields)
    {
        using var answer = JsonDocument.Parse(await PostAsync(server, "/connect/token", fields));
        return new(answer.RootElement.GetProperty("access_token").GetString()!, answer.RootElement.TryGetProperty("refresh_token", out var refresh) ? refresh.GetString() : null);
    }

    private static Task<string> PostAsync(MeasuredServer server, string address, params (string, string)[] fields)
        => SendAsync(server, new HttpRequestMessage(HttpMethod.Post, address) { Content = Form([.. fields, ("client_id", ServerKind.ClientId), ("client_secret", ServerKind.ClientSecret)]) });

    private static async Task<string> SendAsync(MeasuredServer server, HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await server.Http.SendAsync(request);
            var body = await answer.Content.ReadAsStringAsync();
            return answer.IsSuccessStatusCode ? body : throw new InvalidOperationException($"{server.Kind.Name}: {request.RequestUri} answered {(int)answer.StatusCode} {body}");
        }
    }

    private static FormUrlEncodedContent Form(IEnumerable<(string Name, string Value)> fields) => new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    private static string Cookies(HttpResponseMessage answer)
        => answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? string.Join("; ", cookies.Select(cookie => cookie.Split(';')[0])) : "";
}

internal sealed record TokenAnswer(string AccessToken, string? RefreshToken);

internal sealed record SignInForm(string Cookies, IReadOnlyList<(string Name, string Value)> Fields);
