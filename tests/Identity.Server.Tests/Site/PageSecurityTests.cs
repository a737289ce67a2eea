using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Site;

public sealed class PageSecurityTests(TestServer server)
{
    [Fact]
    public async Task B060_B061_B063_every_page_is_strict_and_kept_by_nobody()
    {
        var app = await server.CreateClientAsync(new { first_party = false });
        using var nobody = server.NewBrowser();
        using var somebody = await server.NewBrowserAsync(await server.CreateUserAsync());
        Answer[] pages =
        [
            await nobody.GetAsync("/signin"),
            await nobody.AuthorizeAsync(app.Request()),
            await nobody.SubmitAsync(await nobody.GetAsync("/signin"), ("username", "nobody"), ("password", "wrong")),
            await nobody.GetAsync("/signedout"),
            await nobody.GetAsync("/setup/x"),
            await nobody.GetAsync("/nothing"),
            await nobody.GetAsync("/connect/authorize"),
            await nobody.GetAsync("/connect/endsession?post_logout_redirect_uri=x"),
            await nobody.PostAsync("/signin", ("username", "x")),
            await somebody.GetAsync("/"),
            await somebody.GetAsync("/accounts"),
            await somebody.GetAsync("/signout"),
            await somebody.AuthorizeAsync(app.Request("openid profile")),
            await somebody.OpenAsync("/connect/endsession"),
            await somebody.AuthorizeAsync(app.Request("openid").With("response_mode", "form_post")),
        ];

        foreach (var page in pages)
        {
            Assert.True(page.IsPage, page.ToString());
            var policy = page.Header("Content-Security-Policy").Split(';', StringSplitOptions.TrimEntries).ToDictionary(d => d.Split(' ')[0], d => d);
            Assert.Equal("default-src 'none'", policy["default-src"]);
            Assert.Equal("script-src 'self'", policy["script-src"]);
            Assert.Equal("style-src 'self'", policy["style-src"]);
            Assert.Equal("base-uri 'none'", policy["base-uri"]);
            Assert.Equal("frame-ancestors 'none'", policy["frame-ancestors"]);
            Assert.Contains("'self'", policy["form-action"], StringComparison.Ordinal);
            Assert.Equal("nosniff", page.Header("X-Content-Type-Options"));
            Assert.Equal("no-referrer", page.Header("Referrer-Policy"));
            Assert.Contains("no-store", page.Header("Cache-Control"), StringComparison.Ordinal);
            Assert.Empty(page.Header("Server") + page.Header("X-Powered-By") + page.Header("X-AspNet-Version"));
            Assert.NotEmpty(page.Header("Cross-Origin-Opener-Policy"));
            Assert.Empty(page.Page.QuerySelectorAll("style, [style], script:not([src])"));
            Assert.DoesNotContain(page.Page.All, element => element.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal)));
            Assert.All(page.Page.QuerySelectorAll("script, link[rel=stylesheet], img").Select(e => e.GetAttribute("src") ?? e.GetAttribute("href")), a => Assert.StartsWith("/", a, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task B061_protocol_answers_are_not_guessed_at_either()
    {
        foreach (var address in new[] { "/.well-known/openid-configuration", "/.well-known/jwks", "/connect/userinfo", "/health/live", "/nothing" })
        {
            var answer = await server.SendAsync(HttpMethod.Get, address);
            Assert.Equal(("nosniff", "no-referrer", ""), (answer.Header("X-Content-Type-Options"), answer.Header("Referrer-Policy"), answer.Header("Server")));
        }
    }

    [Theory]
    [InlineData("/signin")]
    [InlineData("/accounts")]
    [InlineData("/signout")]
    public async Task B065_B102_a_form_without_its_token_does_nothing(string address)
    {
        var ada = await server.CreateUserAsync();
        using var browser = await server.NewBrowserAsync(ada);
        using var other = await server.NewBrowserAsync(await server.CreateUserAsync());
        var foreignToken = (await other.GetAsync("/signout")).Field("__RequestVerificationToken")!;
        (string, string)[] fields = [("username", ada.Username), ("password", ada.Password), ("decision", "signout"), ("action", "remove"), ("session", (await browser.GetAsync("/accounts")).Field("session")!)];

        var without = await browser.PostAsync(address, fields);
        var withAnothers = await browser.PostAsync(address, [.. fields, ("__RequestVerificationToken", foreignToken)]);

        Assert.Equal((400, 400), (without.Status, withAnothers.Status));
        Assert.Equal("home", (await browser.OpenAsync("/")).PageName);
        Assert.Contains(ada.Email, (await browser.GetAsync("/accounts")).Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task B065_signing_in_cannot_be_done_for_a_browser_by_another_site()
    {
        var ada = await server.CreateUserAsync();
        using var victim = server.NewBrowser();

        var answer = await victim.PostAsync("/signin", ("username", ada.Username), ("password", ada.Password));

        Assert.Equal(400, answer.Status);
        Assert.Null(victim.Cookie("identity"));
    }

    [Theory]
    [InlineData("/signin?returnUrl=https://evil.example.com")]
    [InlineData("/signin?ReturnUrl=//evil.example.com")]
    [InlineData("/signin?return_to=/%5Cevil.example.com")]
    [InlineData("/signin?next=javascript:alert(1)&redirect_uri=https://evil.example.com")]
    [InlineData("/signin?flow=https://evil.example.com")]
    public async Task B067_a_sign_in_leads_nowhere_that_an_address_says(string address)
    {
        var ada = await server.CreateUserAsync();
        using var browser = server.NewBrowser();
        var page = await browser.GetAsync(address);
        if (page.PageName != "signin")
        {
            Assert.Equal(400, page.Status);
            return;
        }

        Assert.Equal("home", (await browser.SignInAsync(ada, page)).PageName);
    }

    [Theory]
    [InlineData("//evil.example.com")]
    [InlineData("/\\evil.example.com")]
    [InlineData("/\t/evil.example.com")]
    [InlineData("https://evil.example.com")]
    [InlineData("javascript:alert(1)")]
    public async Task B067_the_choice_of_language_goes_back_to_our_own_pages_only(string back)
    {
        using var browser = server.NewBrowser();

        var answer = await browser.PostAsync("/language", ("language", "en"), ("back", back));

        Assert.Equal("/", answer.Location!.PathAndQuery);
        Assert.True(server.Url.IsBaseOf(answer.Location));
    }

    [Fact]
    public async Task B019_forms_are_answered_by_redirects_that_do_not_post_again()
    {
        var ada = await server.CreateUserAsync();
        var app = await server.CreateClientAsync(new { first_party = false });
        using var browser = server.NewBrowser();

        var signIn = await browser.SendFormAsync(await browser.AuthorizeAsync(app.Request("openid profile")), ("username", ada.Username), ("password", ada.Password));
        var consent = await browser.SendFormAsync(await browser.FollowAsync(signIn), ("decision", "allow"));
        var signOut = await browser.SendFormAsync(await browser.GetAsync("/signout"), ("decision", "signout"));
        var posted = await browser.PostAsync("/connect/authorize", [.. app.Request().Parameters.Select(p => (p.Key, p.Value))]);

        Assert.All([signIn, consent, signOut, posted], answer => Assert.Contains(answer.Status, new[] { 302, 303 }));
    }

    [Fact]
    public async Task B068_an_unknown_name_is_answered_like_a_wrong_password()
    {
        var ada = await server.CreateUserAsync();
        var empty = await server.CreateUserAsync(new { password = (string?)null });
        using var browser = server.NewBrowser();
        var answers = new List<(int, string, string)>();

        foreach (var name in new[] { ada.Username, ada.Email, empty.Username, $"nobody{Guid.NewGuid():N}", $"nobody{Guid.NewGuid():N}@example.com" })
        {
            var answer = await browser.SendFormAsync(await browser.GetAsync("/signin"), ("username", name), ("password", "not the password"));
            var text = answer.Page.QuerySelector("main")!.TextContent;
            answers.Add((answer.Status, text, answer.Header("Set-Cookie")));
            Assert.Contains("Check your email and password", text, StringComparison.Ordinal);
        }

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task B070_guessing_is_stopped_and_says_how_long_to_wait()
    {
        var ada = await server.CreateUserAsync();
        using var browser = server.NewBrowser("127.0.70.1");
        var page = await browser.GetAsync("/signin");
        for (var i = 0; i < 5; i++) Assert.NotEqual(429, (await browser.SendFormAsync(page, ("username", ada.Username), ("password", $"guess {i}"))).Status);

        var answer = await browser.SendFormAsync(page, ("username", ada.Username), ("password", ada.Password));

        Assert.Equal(429, answer.Status);
        Assert.InRange(int.Parse(answer.Header("Retry-After"), System.Globalization.CultureInfo.InvariantCulture), 1, 300);
        Assert.Null(browser.Cookie("identity"));
    }

    [Fact]
    public async Task B073_who_says_to_come_from_elsewhere_is_not_believed()
    {
        var ada = await server.CreateUserAsync();
        using var browser = server.NewBrowser("127.0.73.1");
        var page = await browser.GetAsync("/signin");
        var token = page.Field("__RequestVerificationToken")!;
        var statuses = new List<int>();

        for (var i = 0; i < 6; i++)
        {
            var address = $"198.51.{i}.1";
            var answer = await browser.SendAsync(
                HttpMethod.Post, "/signin", BackChannel.Content(("username", ada.Username), ("password", "wrong"), ("__RequestVerificationToken", token)),
                request => request.Headers.Add("X-Forwarded-For", address));
            statuses.Add(answer.Status);
        }

        Assert.Equal([5], statuses.Index().Where(s => s.Item == 429).Select(s => s.Index));
    }
}
