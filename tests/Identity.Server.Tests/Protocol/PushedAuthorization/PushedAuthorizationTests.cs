using System.Web;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Protocol.PushedAuthorization;

[Collection(nameof(MovesTheClock))]
public sealed class PushedAuthorizationTests(TestServer server)
{
    [Fact]
    public async Task A_pushed_request_ends_in_tokens()
    {
        var app = await server.CreateClientAsync();
        var ada = await server.CreateUserAsync();
        using var browser = server.NewBrowser();
        var request = app.Request();

        var pushed = await server.PushAsync(request);
        var page = await browser.OpenAsync(pushed.Address(app));
        var answer = await browser.SignInAsync(ada, page);

        Assert.Equal(201, pushed.Status);
        Assert.Equal(90, pushed.Json["expires_in"]!.GetValue<int>());
        Assert.StartsWith("urn:ietf:params:oauth:request_uri:", pushed.Json.Text("request_uri"), StringComparison.Ordinal);
        Assert.Contains("no-store", pushed.Header("Cache-Control"), StringComparison.Ordinal);
        Assert.Equal(request.State, answer["state"]);
        Assert.Equal(ada.Subject, Jwt.Read(Tokens.Of(await server.RedeemAsync(request, answer["code"])).IdToken).Claims.Text("sub"));
    }

    [Fact]
    public async Task B044_a_pushed_request_is_answered_once()
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var address = (await server.PushAsync(app.Request())).Address(app);

        Assert.NotNull((await browser.OpenAsync(address)).Find("code"));
        var again = await browser.OpenAsync(address);

        Assert.Null(again.Location);
        Assert.Equal(400, again.Status);
    }

    [Fact]
    public async Task A_page_may_be_reloaded_until_the_sign_in_is_done()
    {
        var app = await server.CreateClientAsync();
        var ada = await server.CreateUserAsync();
        using var browser = server.NewBrowser();
        var address = (await server.PushAsync(app.Request())).Address(app);

        await browser.OpenAsync(address);
        var page = await browser.OpenAsync(address);

        Assert.NotNull((await browser.SignInAsync(ada, page)).Find("code"));
    }

    [Fact]
    public async Task What_nobody_opened_in_time_is_gone_and_what_was_opened_lives_as_long_as_a_sign_in()
    {
        var app = await server.CreateClientAsync();
        var ada = await server.CreateUserAsync();
        using var browser = server.NewBrowser();
        var (late, opened) = ((await server.PushAsync(app.Request())).Address(app), (await server.PushAsync(app.Request())).Address(app));
        var page = await browser.OpenAsync(opened);

        server.Clock.Advance(TimeSpan.FromSeconds(91));

        Assert.Equal(400, (await browser.OpenAsync(late)).Status);
        server.Clock.Advance(TimeSpan.FromHours(20));
        Assert.NotNull((await browser.SignInAsync(ada, page)).Find("code"));
    }

    [Fact]
    public async Task B044_what_one_application_pushed_is_not_there_for_another()
    {
        var (app, other) = (await server.CreateClientAsync(), await server.CreateClientAsync());
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var answer = await browser.OpenAsync((await server.PushAsync(app.Request())).Address(app).Replace(app.ClientId, other.ClientId, StringComparison.Ordinal));

        Assert.Null(answer.Location);
        Assert.Equal(400, answer.Status);
    }

    [Fact]
    public async Task B044_the_address_adds_nothing_to_what_was_pushed()
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var request = app.Request();

        var answer = await browser.OpenAsync((await server.PushAsync(request)).Address(app)
            + $"&state=evil&scope=openid+email&redirect_uri={HttpUtility.UrlEncode("https://attacker.example.com/")}");

        Assert.Equal(request.State, answer["state"]);
        Assert.StartsWith(app.RedirectUri, answer.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_has_to_push_is_refused_without()
    {
        var app = await server.CreateClientAsync(new { require_pushed_authorization_requests = true });
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        Assert.Equal("invalid_request", (await browser.AuthorizeAsync(app.Request()))["error"]);
        Assert.NotNull((await browser.OpenAsync((await server.PushAsync(app.Request())).Address(app))).Find("code"));
    }

    [Fact]
    public async Task Who_pushes_has_to_authenticate()
    {
        var app = await server.CreateClientAsync();
        var stranger = app with { Secret = $"{Guid.NewGuid():N}{Guid.NewGuid():N}" };

        Assert.Equal((401, "invalid_client"), (await server.PushAsync(stranger.Request()) is var wrong ? (wrong.Status, wrong.Error) : default));
        Assert.Equal("invalid_client", (await server.PushAsync((app with { Secret = null }).Request())).Error);
    }

    [Fact]
    public async Task A_public_client_may_push_too()
    {
        var app = await server.CreatePublicClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        Assert.NotNull((await browser.OpenAsync((await server.PushAsync(app.Request())).Address(app))).Find("code"));
    }

    [Theory]
    [InlineData("request_uri", "urn:ietf:params:oauth:request_uri:x", "invalid_request")]
    [InlineData("redirect_uri", "https://attacker.example.com/", "invalid_request")]
    [InlineData("scope", "openid nothing-like-it", "invalid_scope")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("resource", "https://nobody.example.com", "invalid_target")]
    [InlineData("claims", "{", "invalid_request")]
    [InlineData("code_challenge", "short", "invalid_request")]
    public async Task What_is_wrong_is_said_to_the_one_who_pushes(string name, string value, string error)
    {
        var app = await server.CreateClientAsync();

        var answer = await server.PushAsync(app.Request().With(name, value));

        Assert.Equal((400, error), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task The_secret_of_the_client_is_not_kept_with_the_request()
    {
        var app = await server.CreateClientAsync();
        await server.PostAsync("/connect/par", [.. app.Request().Parameters.Select(p => (p.Key, p.Value)), ("client_secret", app.Secret!)]);

        Assert.Empty(await server.InDatabaseAsync(db => db.Flows.Where(f => f.Parameters.Contains(app.Secret!)).ToListAsync()));
        Assert.NotEmpty(await server.InDatabaseAsync(db => db.Flows.Where(f => f.Parameters.Contains(app.ClientId)).ToListAsync()));
    }

    [Fact]
    public async Task A_refused_push_leaves_a_trace()
    {
        var app = await server.CreateClientAsync();

        await server.PushAsync(app.Request().With("redirect_uri", "https://attacker.example.com/"));

        Assert.NotNull(await server.InDatabaseAsync(db => db.RequestTraces.SingleOrDefaultAsync(t => t.ClientId == app.ClientId && t.Kind == "pushed_authorization")));
    }
}
