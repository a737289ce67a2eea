using System.Net.Http.Headers;
using System.Text;

namespace Identity.Nodes.Tests.Stage;

/// <summary>What an app's own code sends: a new connection each time, so that a forwarder sends it to the next node.</summary>
public static class AppCalls
{
    public static Task<Answer> RedeemAsync(this Uri server, CodeRequest request, string code)
        => server.TokenAsync(request.App, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", request.App.RedirectUri), ("code_verifier", request.Verifier));

    public static Task<Answer> RefreshAsync(this Uri server, App app, string refreshToken)
        => server.TokenAsync(app, ("grant_type", "refresh_token"), ("refresh_token", refreshToken));

    public static Task<Answer> TokenAsync(this Uri server, App app, params (string Name, string Value)[] fields)
        => server.SendAsync(HttpMethod.Post, "/connect/token", fields, request =>
            request.Headers.Authorization = app.Secret is null ? null : new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{app.ClientId}:{app.Secret}"))));

    public static Task<Answer> UserInfoAsync(this Uri server, string accessToken)
        => server.SendAsync(HttpMethod.Get, "/connect/userinfo", [], request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken));

    public static async Task<Answer> SendAsync(this Uri server, HttpMethod method, string address, (string Name, string Value)[] fields, Action<HttpRequestMessage>? more = null)
    {
        using var browser = new WebBrowser(server);
        var content = method == HttpMethod.Get ? null : new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await browser.SendAsync(method, address, content, request =>
        {
            request.Headers.Accept.Clear();
            request.Headers.Accept.ParseAdd("application/json");
            more?.Invoke(request);
        });
    }
}
