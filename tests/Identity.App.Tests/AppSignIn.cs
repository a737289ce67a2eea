using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Identity.App.Tests;

/// <summary>An app and the browser of a person, against a running server, by HTTP alone.</summary>
internal sealed partial class AppSignIn(Installation installation) : IDisposable
{
    private const string RedirectUri = "https://app.example.com/callback";
    private const string Client = "shop";
    private const string Password = "correct-horse-battery-staple";

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = new($"http://127.0.0.1:{installation.Ports[0]}") };

    /// <summary>What makes the app and the person known.</summary>
    public const string Apply = $$"""
        {"clients":[{"client_id":"{{Client}}","redirect_uris":["{{RedirectUri}}"],"token_endpoint_auth_method":"none","grant_types":["authorization_code","refresh_token"],"scope":"openid offline_access","first_party":true}],
         "users":[{"username":"ada","password":"{{Password}}"}]}
        """;

    /// <summary>Signs in with the password.</summary>
    /// <returns>A refresh token.</returns>
    public async Task<string> SignInAsync()
    {
        var verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        var page = await FollowAsync($"/connect/authorize?client_id={Client}&response_type=code&scope=openid%20offline_access&redirect_uri={Uri.EscapeDataString(RedirectUri)}&code_challenge={challenge}&code_challenge_method=S256&state=s");
        var form = await page.Content.ReadAsStringAsync();
        var token = WebUtility.HtmlDecode(AntiforgeryToken().Match(form).Groups[1].Value);
        var signedIn = await http.PostAsync(page.RequestMessage!.RequestUri, Form(("username", "ada"), ("password", Password), ("__RequestVerificationToken", token)));
        var answer = await FollowAsync(signedIn.Headers.Location?.OriginalString ?? throw new InvalidOperationException(await signedIn.Content.ReadAsStringAsync()));
        var code = Regex.Match(answer.Headers.Location?.Query ?? "", "[?&]code=([^&]+)").Groups[1].Value;
        Assert.NotEqual("", code);
        return await TokensAsync(("grant_type", "authorization_code"), ("code", Uri.UnescapeDataString(code)), ("redirect_uri", RedirectUri), ("code_verifier", verifier));
    }

    /// <returns>The next refresh token.</returns>
    public Task<string> RefreshAsync(string token) => TokensAsync(("grant_type", "refresh_token"), ("refresh_token", token));

    public Task<string> KeysAsync() => http.GetStringAsync(new Uri("/.well-known/jwks", UriKind.Relative));

    public void Dispose() => http.Dispose();

    private async Task<string> TokensAsync(params (string Name, string Value)[] fields)
    {
        using var response = await http.PostAsync(new Uri("/connect/token", UriKind.Relative), Form([("client_id", Client), .. fields]));
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(response.IsSuccessStatusCode, answer.ToString());
        return answer.GetProperty("refresh_token").GetString()!;
    }

    /// <summary>Goes where the server sends, as long as that is on the server.</summary>
    private async Task<HttpResponseMessage> FollowAsync(string address)
    {
        var answer = await http.GetAsync(new Uri(http.BaseAddress!, address));
        while (answer.Headers.Location is { } next && http.BaseAddress!.IsBaseOf(new Uri(http.BaseAddress, next))) answer = await http.GetAsync(new Uri(http.BaseAddress, next));
        return answer;
    }

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="([^"]+)""")]
    private static partial Regex AntiforgeryToken();
}
