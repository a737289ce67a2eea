using System.Net.Http.Headers;
using System.Text;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Site;

public sealed class HostileInputTests(TestServer server)
{
    [Fact]
    public async Task B132_too_much_is_refused_and_the_service_stays()
    {
        var many = string.Join('&', Enumerable.Range(0, 50_000).Select(i => $"f{i}=x"));
        using var browser = server.NewBrowser();

        Answer[] answers =
        [
            await browser.SendAsync(HttpMethod.Post, "/connect/token", Text(new string('a', 300 * 1024))),
            await browser.SendAsync(HttpMethod.Post, "/signin", Text(many[..200_000])),
            await browser.SendAsync(HttpMethod.Post, "/connect/token", Text(many[..200_000])),
            await browser.GetAsync("/connect/authorize?scope=" + string.Join("%20", Enumerable.Range(0, 1000).Select(i => $"s{i}"))),
            await browser.GetAsync("/signin?x=" + new string('a', 20_000)),
            await browser.SendAsync(HttpMethod.Get, "/signin", more: r => r.Headers.Add("X-Big", new string('a', 40_000))),
        ];

        Assert.All(answers, answer => Assert.Contains(answer.Status, new[] { 400, 413, 414, 431 }));
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, "/health/live")).Status);
    }

    [Fact]
    public async Task B075_a_password_of_a_megabyte_is_refused_before_it_is_hashed()
    {
        var ada = await server.CreateUserAsync();
        using var browser = server.NewBrowser();
        var page = await browser.GetAsync("/signin");

        var huge = await browser.SendFormAsync(page, ("username", ada.Username), ("password", new string('x', 1024 * 1024)));
        var large = await browser.SendFormAsync(page, ("username", ada.Username), ("password", new string('x', 60_000)));

        Assert.Equal(413, huge.Status);
        Assert.Equal("signin", large.PageName);
        Assert.Equal("home", (await browser.SignInAsync(ada, page)).PageName);
    }

    [Theory]
    [InlineData("/.git/config")]
    [InlineData("/appsettings.json")]
    [InlineData("/identity.db")]
    [InlineData("/data/identity.db")]
    [InlineData("/..%2f..%2fetc/passwd")]
    [InlineData("/themes/../appsettings.json")]
    [InlineData("/assets/hosting/..%2f..%2fappsettings.json")]
    [InlineData("/swagger/index.html")]
    [InlineData("/metrics")]
    [InlineData("/web.config")]
    [InlineData("/Identity.Server.Tests.dll")]
    [InlineData("/.env")]
    public async Task B134_nothing_is_served_that_is_not_meant_to_be(string address)
    {
        using var browser = server.NewBrowser();

        Assert.Contains((await browser.GetAsync(address)).Status, new[] { 400, 404 });
    }

    [Fact]
    public async Task B134_health_gives_no_detail()
    {
        Assert.Equal("Healthy", (await server.SendAsync(HttpMethod.Get, "/health/ready")).Body);
        Assert.Equal("Healthy", (await server.SendAsync(HttpMethod.Get, "/health/live")).Body);
    }

    [Theory]
    [InlineData("username", "(((((((((((((((((((((((((((((a+)+)+)+)+)+)+)+)+)+)+)+)!")]
    [InlineData("username", "a@a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.")]
    [InlineData("password", "                                                                              !")]
    public async Task B138_no_text_takes_long_to_look_at(string field, string text)
    {
        using var browser = server.NewBrowser();
        var page = await browser.GetAsync("/signin");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));

        var value = string.Concat(Enumerable.Repeat(text, 40));
        var answer = await browser.SendFormAsync(page, ("username", field == "username" ? value : "ada"), ("password", field == "password" ? value : "x")).WaitAsync(patience.Token);

        Assert.Equal("signin", answer.PageName);
    }

    [Fact]
    public async Task B139_what_was_secret_is_in_no_line_of_the_log()
    {
        await using var own = await TestServer.StartAsync();
        var ada = await own.CreateUserAsync(new { password = "a secret that nobody logs" });
        var app = await own.CreateClientAsync();
        using var browser = own.NewBrowser();
        var request = app.Request("openid offline_access");
        await browser.SubmitAsync(await browser.AuthorizeAsync(request), ("username", ada.Username), ("password", "a wrong secret that nobody logs"));
        var signedIn = await browser.SubmitAsync(await browser.AuthorizeAsync(request), ("username", ada.Username), ("password", "a secret that nobody logs"));
        var code = signedIn["code"];
        var tokens = Tokens.Of(await own.RedeemAsync(request, code));
        await own.RedeemAsync(request, code);
        await own.RefreshAsync(app with { Secret = "wrong-secret-wrong-secret-wrong-secret" }, tokens.RefreshToken);
        await own.RefreshAsync(app, tokens.RefreshToken);
        await own.UserInfoAsync(tokens.AccessToken);
        await browser.GetAsync("/signin?x=forged%0d%0aline");

        string[] secrets =
        [
            "a secret that nobody logs", "a wrong secret that nobody logs", "wrong-secret-wrong-secret", app.Secret!, code, tokens.AccessToken, tokens.RefreshToken!, tokens.IdToken!,
            browser.Cookie("identity")!, request.Verifier, ada.Email,
        ];
        var log = own.Log.All.ToList();
        Assert.All(secrets, secret => Assert.DoesNotContain(log, line => line.Contains(secret, StringComparison.Ordinal)));
        Assert.DoesNotContain(log, line => line.Contains("forged\r\nline", StringComparison.Ordinal));
    }

    [Fact]
    public async Task B141_a_cookie_that_was_tampered_with_is_nobody()
    {
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var handle = browser.Cookie("identity")!;

        for (var i = 0; i < handle.Length; i += 6)
        {
            using var thief = server.NewBrowser();
            thief.Cookies.Add(server.Url, new System.Net.Cookie("identity", handle[..i] + (handle[i] == 'A' ? 'B' : 'A') + handle[(i + 1)..]));
            Assert.Equal("signin", (await thief.OpenAsync("/")).PageName);
        }
    }

    private static ByteArrayContent Text(string body)
    {
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded");
        return content;
    }
}
