using System.Net.Http.Headers;
using System.Text;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.Failures;

/// <summary>The mistakes that developers make most, endpoint by endpoint, with the answers to them.</summary>
internal sealed class BadRequests(TestServer server, App app, App other, Api api, Person person)
{
    private readonly List<(string Mistake, Answer Answer)> _answers = [];

    public IReadOnlyList<(string Mistake, Answer Answer)> Answers => _answers;

    public async Task AuthorizeAsync()
    {
        var request = app.Request();
        await AskAsync("no client_id", request.Without("client_id"));
        await AskAsync("unknown client_id", request.With("client_id", "nobody"));
        await AskAsync("no redirect_uri", request.Without("redirect_uri"));
        await AskAsync("redirect_uri that is not registered", request.With("redirect_uri", "https://app.example.com/elsewhere"));
        await AskAsync("no response_type", request.Without("response_type"));
        await AskAsync("response_type=token", request.With("response_type", "token"));
        await AskAsync("response_type=code id_token", request.With("response_type", "code id_token"));
        await AskAsync("response_mode=fragment", request.With("response_mode", "fragment"));
        await AskAsync("no PKCE", request.Without("code_challenge", "code_challenge_method"));
        await AskAsync("code_challenge_method=plain", request.With("code_challenge_method", "plain"));
        await AskAsync("no code_challenge_method", request.Without("code_challenge_method"));
        await AskAsync("code_challenge that is no hash", request.With("code_challenge", "short"));
        await AskAsync("unknown scope", request.With("scope", "openid nonsense"));
        await AskAsync("scope that is not the client's", request.With("scope", $"openid {api.Scope}"));
        await AskAsync("offline_access without the refresh_token grant", other.Request("openid offline_access"));
        await AskAsync("unknown resource", request.With("resource", "https://api.example.com/unknown"));
        await AskAsync("state twice", request.Repeating("state", "b"));
        await AskAsync("prompt=none and nobody signed in", request.With("prompt", "none"));
        await AskAsync("prompt=none login", request.With("prompt", "none login"));
        await AskAsync("claims that are no JSON", request.With("claims", "email"));
        await AskAsync("id_token_hint that is no token", request.With("prompt", "none").With("id_token_hint", "x.y.z"));
        await AskAsync("unsigned request object", request.With("request", "eyJhbGciOiJub25lIn0.eyJub25jZSI6IngifQ."));
        await AskAsync("request_uri of one's own", request.With("request_uri", "https://app.example.com/request.jwt"));
        await AskAsync("request_uri that is not known", request.With("request_uri", "urn:ietf:params:oauth:request_uri:unknown"));
    }

    public async Task PushAsync()
    {
        var request = app.Request();
        Add("no client authentication", await server.PushAsync(request with { App = app with { Secret = null } }));
        Add("wrong secret", await server.PushAsync(request with { App = app with { Secret = "wrong" } }));
        Add("redirect_uri that is not registered", await server.PushAsync(request.With("redirect_uri", "https://app.example.com/elsewhere")));
        Add("no response_type", await server.PushAsync(request.Without("response_type")));
        Add("no PKCE", await server.PushAsync(request.Without("code_challenge", "code_challenge_method")));
        Add("request_uri", await server.PushAsync(request, ("request_uri", "urn:ietf:params:oauth:request_uri:x")));
    }

    public async Task DeviceAsync()
    {
        Add("no client_id", await server.PostAsync("/connect/device", ("scope", "openid")));
        Add("unknown client_id", await server.PostAsync("/connect/device", ("client_id", "nobody")));
        Add("client without the device grant", await server.CallAsync(app, "/connect/device", ("scope", "openid")));
        Add("unknown scope", await server.CallAsync(await server.CreateDeviceClientAsync(), "/connect/device", ("scope", "openid nonsense")));
    }

    public async Task TokenAsync()
    {
        Add("GET", await server.SendAsync(HttpMethod.Get, "/connect/token?grant_type=client_credentials"));
        Add("JSON instead of a form", await server.SendAsync(HttpMethod.Post, "/connect/token", new StringContent("{}", Encoding.UTF8, "application/json")));
        Add("no grant_type", await server.TokenAsync(app));
        Add("grant_type=password", await server.TokenAsync(app, ("grant_type", "password"), ("username", "a"), ("password", "b")));
        Add("grant that is not the client's", await server.TokenAsync(other, ("grant_type", "client_credentials")));
        Add("no client_id", await server.PostAsync("/connect/token", ("grant_type", "client_credentials")));
        Add("unknown client", await server.TokenAsync(app with { ClientId = "nobody" }, ("grant_type", "client_credentials")));
        Add("wrong secret", await server.TokenAsync(app with { Secret = "wrong" }, ("grant_type", "client_credentials")));
        Add("no secret", await server.TokenAsync(app with { Secret = null }, ("grant_type", "client_credentials")));
        Add("credentials in header and form", await server.TokenAsync(app, ("grant_type", "client_credentials"), ("client_id", app.ClientId), ("client_secret", app.Secret!)));
        Add("client assertion that is no token", await server.PostAsync("/connect/token", ("grant_type", "client_credentials"), ("client_id", app.ClientId), ("client_assertion", "x"), ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")));
        Add("client_credentials for a personal scope", await server.TokenAsync(app, ("grant_type", "client_credentials"), ("scope", "openid")));
        Add("client_credentials for another's scope", await server.TokenAsync(app, ("grant_type", "client_credentials"), ("scope", api.Scope)));
    }

    public async Task CodeAsync()
    {
        using var browser = await server.NewBrowserAsync(person);
        var request = app.Request();
        var code = await browser.CodeAsync(request);
        (string, string)[] Fields(params (string, string)[] more) => [("grant_type", "authorization_code"), .. more];

        Add("no code", await server.TokenAsync(app, Fields(("redirect_uri", app.RedirectUri))));
        Add("unknown code", await server.TokenAsync(app, Fields(("code", "x"), ("redirect_uri", app.RedirectUri), ("code_verifier", request.Verifier))));
        Add("no redirect_uri", await server.TokenAsync(app, Fields(("code", code), ("code_verifier", request.Verifier))));
        Add("another redirect_uri", await server.TokenAsync(app, Fields(("code", code), ("redirect_uri", "https://app.example.com/elsewhere"), ("code_verifier", request.Verifier))));
        Add("no code_verifier", await server.TokenAsync(app, Fields(("code", code), ("redirect_uri", app.RedirectUri))));
        Add("wrong code_verifier", await server.TokenAsync(app, Fields(("code", code), ("redirect_uri", app.RedirectUri), ("code_verifier", new string('x', 43)))));
        Add("code of another client", await server.RedeemAsync(request with { App = other }, code));
        Tokens.Of(await server.RedeemAsync(request, code));
        Add("code used twice", await server.RedeemAsync(request, code));
    }

    public async Task RefreshAsync()
    {
        using var browser = await server.NewBrowserAsync(person);
        var tokens = await server.TokensAsync(browser, app.Request("openid offline_access"));

        Add("no refresh_token", await server.TokenAsync(app, ("grant_type", "refresh_token")));
        Add("unknown refresh token", await server.RefreshAsync(app, "x"));
        Add("wider scope", await server.RefreshAsync(app, tokens.RefreshToken, ("scope", "openid email")));
        Add("resource outside the grant", await server.RefreshAsync(app, tokens.RefreshToken, ("resource", api.Resource)));
        Add("token of another client", await server.RefreshAsync(await server.CreateClientAsync(), tokens.RefreshToken));
    }

    public async Task PollAsync()
    {
        var device = await server.AskAsync(await server.CreateDeviceClientAsync());

        Add("no device_code", await server.TokenAsync(device.App, ("grant_type", Devices.GrantType)));
        Add("unknown device code", await server.TokenAsync(device.App, ("grant_type", Devices.GrantType), ("device_code", "x")));
        Add("nobody has allowed it yet", await server.PollAsync(device));
        Add("asked again at once", await server.PollAsync(device));
    }

    public async Task ExchangeAsync()
    {
        const string Grant = "urn:ietf:params:oauth:grant-type:token-exchange";
        const string AccessToken = "urn:ietf:params:oauth:token-type:access_token";
        using var browser = await server.NewBrowserAsync(person);
        var tokens = await server.TokensAsync(browser, app.Request());
        var exchanger = await server.CreateClientAsync(new { grant_types = new[] { Grant }, redirect_uris = (string[]?)null });

        Add("grant that is not the client's", await server.TokenAsync(app, ("grant_type", Grant), ("subject_token", tokens.AccessToken), ("subject_token_type", AccessToken)));
        Add("no subject_token", await server.TokenAsync(exchanger, ("grant_type", Grant), ("subject_token_type", AccessToken)));
        Add("no subject_token_type", await server.TokenAsync(exchanger, ("grant_type", Grant), ("subject_token", tokens.AccessToken)));
        Add("unknown subject token", await server.TokenAsync(exchanger, ("grant_type", Grant), ("subject_token", "x"), ("subject_token_type", AccessToken)));
        Add("token of a client that is not named", await server.TokenAsync(exchanger, ("grant_type", Grant), ("subject_token", tokens.AccessToken), ("subject_token_type", AccessToken)));
    }

    public async Task UserInfoAsync()
    {
        using var browser = await server.NewBrowserAsync(person);
        var tokens = await server.TokensAsync(browser, app.Request("profile"));

        Add("no token", await server.SendAsync(HttpMethod.Get, "/connect/userinfo"));
        Add("token that is none", await server.UserInfoAsync("x"));
        Add("token in the address", await server.SendAsync(HttpMethod.Get, $"/connect/userinfo?access_token={tokens.AccessToken}"));
        Add("scheme other than Bearer", await server.SendAsync(HttpMethod.Get, "/connect/userinfo", more: r => r.Headers.Authorization = new AuthenticationHeaderValue("Token", tokens.AccessToken)));
        Add("token without the scope openid", await server.UserInfoAsync(tokens.AccessToken));
    }

    public Task IntrospectAsync() => CallsAsync("/connect/introspect");

    public async Task RevokeAsync()
    {
        using var browser = await server.NewBrowserAsync(person);
        var tokens = await server.TokensAsync(browser, app.Request("openid"));

        await CallsAsync("/connect/revoke");
        Add("ID token", await server.CallAsync(app, "/connect/revoke", ("token", tokens.IdToken!)));
        Add("token of another client", await server.CallAsync(other, "/connect/revoke", ("token", tokens.AccessToken)));
    }

    public async Task EndSessionAsync()
    {
        await EndAsync("post_logout_redirect_uri that is not registered", ("client_id", app.ClientId), ("post_logout_redirect_uri", "https://app.example.com/elsewhere"));
        await EndAsync("unknown client_id", ("client_id", "nobody"), ("post_logout_redirect_uri", app.PostLogoutRedirectUri));
        await EndAsync("post_logout_redirect_uri of nobody", ("post_logout_redirect_uri", "https://app.example.com/elsewhere"));
        await EndAsync("post_logout_redirect_uri that is no address", ("client_id", app.ClientId), ("post_logout_redirect_uri", "goodbye"));
    }

    private async Task CallsAsync(string address)
    {
        Add("no token", await server.CallAsync(app, address));
        Add("no client authentication", await server.PostAsync(address, ("token", "x")));
        Add("unknown client", await server.CallAsync(app with { ClientId = "nobody" }, address, ("token", "x")));
        Add("wrong secret", await server.CallAsync(app with { Secret = "wrong" }, address, ("token", "x")));
        Add("no secret", await server.CallAsync(app with { Secret = null }, address, ("token", "x")));
    }

    private async Task AskAsync(string mistake, CodeRequest request)
    {
        using var browser = server.NewBrowser();
        Add(mistake, await browser.GetAsync(request.Address));
    }

    private async Task EndAsync(string mistake, params (string, string)[] parameters)
    {
        using var browser = await server.NewBrowserAsync(person);
        Add(mistake, await browser.GetAsync(SigningOut.Address(parameters)));
    }

    private void Add(string mistake, Answer answer) => _answers.Add((mistake, answer));
}
