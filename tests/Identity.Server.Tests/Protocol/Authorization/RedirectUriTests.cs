using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.Authorization;

public sealed class RedirectUriTests(TestServer server)
{
    public static TheoryData<string> NotRegistered => new(
        "{0}/", "{0}/../evil", "{0}?x=1", "{0}#x", "{0}%2f..", "{0};x", "{0}:443", "{0} ", "https://evil.example.com/callback",
        "http:{1}", "https://evil.example.com@{1}", "https://{1}.evil.example.com/callback", "javascript:alert(1)", "//{1}", "", "{2}");

    [Theory]
    [MemberData(nameof(NotRegistered))]
    [Trait("Module", "oidcc-ensure-registered-redirect-uri")]
    [Trait("Module", "oidcc-redirect-uri-query-mismatch")]
    [Trait("Module", "oidcc-redirect-uri-query-added")]
    public async Task B001_an_address_that_is_not_registered_to_the_letter_is_never_gone_to(string wrong)
    {
        var app = await server.CreateClientAsync();
        using var browser = server.NewBrowser();
        var address = wrong.Replace("{0}", app.RedirectUri, StringComparison.Ordinal)
            .Replace("{1}", app.RedirectUri["https:".Length..], StringComparison.Ordinal)
            .Replace("{2}", app.RedirectUri.ToUpperInvariant(), StringComparison.Ordinal);

        var answer = await browser.GetAsync(app.Request().With("redirect_uri", address).Address);

        Assert.Equal(400, answer.Status);
        Assert.Null(answer.Location);
        Assert.Equal("error", answer.PageName);
        Assert.Null(answer.Page.QuerySelector("[name=password]"));
    }

    [Fact]
    public async Task B001_the_page_names_a_reference_that_finds_what_was_expected_and_what_came()
    {
        var app = await server.CreateClientAsync();
        using var browser = server.NewBrowser();

        var answer = await browser.GetAsync(app.Request().With("redirect_uri", "https://evil.example.com/").Address);
        var trace = await server.TraceAsync(answer.Reference);

        Assert.Equal("The app sent an address we don't know", answer.Title);
        var check = trace.Checks[^1];
        Assert.Equal(("redirect_uri", false, app.RedirectUri, "https://evil.example.com/"), (check.Name, check.Passed, check.Expected, check.Received));
        Assert.True(trace.Checks[0] is { Name: "client_id", Passed: true });
    }

    [Fact]
    [Trait("Module", "oidcc-ensure-redirect-uri-in-authorization-request")]
    public async Task A_request_without_an_address_is_refused_even_when_only_one_is_registered()
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        foreach (var scope in new[] { "openid", "email" })
        {
            var answer = await browser.GetAsync(app.Request(scope).Without("redirect_uri").Address);

            Assert.Equal((400, "error"), (answer.Status, answer.PageName));
            Assert.Null(answer.Location);
        }

        Assert.Equal("invalid_request", (await server.PushAsync(app.Request("email").Without("redirect_uri"))).Error);
    }

    [Fact]
    public async Task A_trace_blames_no_address_for_something_else()
    {
        var native = await server.CreatePublicClientAsync(new { application_type = "native", redirect_uris = new[] { "http://127.0.0.1/callback" } });
        using var browser = server.NewBrowser();
        await browser.GetAsync((native with { RedirectUri = "http://127.0.0.1:5050/callback" }).Request().With("scope", "openid nothing").Address);
        Assert.Equal("scope", (await server.TraceOfAsync(native)).Checks[^1].Name);

        var signing = await server.CreateClientAsync();
        await browser.GetAsync($"/connect/authorize?client_id={signing.ClientId}&request=x.y.z");
        Assert.Equal("invalid_request_object", (await server.TraceOfAsync(signing)).Outcome);
        Assert.DoesNotContain((await server.TraceOfAsync(signing)).Checks, check => check.Name == "redirect_uri");
    }

    [Theory]
    [InlineData("http://127.0.0.1/callback", "http://127.0.0.1:53124/callback", true)]
    [InlineData("http://[::1]/callback", "http://[::1]:53124/callback", true)]
    [InlineData("http://127.0.0.1/callback", "http://127.0.0.1:53124/other", false)]
    [InlineData("http://127.0.0.1/callback", "http://127.0.0.2:53124/callback", false)]
    public async Task B001_only_a_native_app_on_loopback_may_choose_its_port(string registered, string sent, bool allowed)
    {
        var app = await server.CreatePublicClientAsync(new { application_type = "native", redirect_uris = new[] { registered } });
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var answer = await browser.AuthorizeAsync((app with { RedirectUri = sent }).Request());

        if (allowed) Assert.StartsWith(sent + "?", answer.Location!.OriginalString, StringComparison.Ordinal);
        else Assert.Equal((400, "error"), (answer.Status, answer.PageName));
    }

    [Theory]
    [InlineData("nobody-knows-it")]
    [InlineData("")]
    [InlineData("<script>alert(1)</script>")]
    public async Task B002_an_unknown_app_gets_a_page_and_no_redirect(string clientId)
    {
        var app = await server.CreateClientAsync();
        using var browser = server.NewBrowser();

        var answer = await browser.GetAsync(app.Request().With("client_id", clientId).Address);

        Assert.Equal((400, "error"), (answer.Status, answer.PageName));
        Assert.Null(answer.Location);
        Assert.Equal("The app isn't known here", answer.Title);
        Assert.DoesNotContain("<script>alert", answer.Body, StringComparison.Ordinal);
        Assert.NotNull(await server.TraceAsync(answer.Reference) is { Outcome: not "" } ? answer.Reference : null);
    }

    [Fact]
    [Trait("Module", "oidcc-redirect-uri-query-OK")]
    public async Task The_query_of_a_registered_address_is_kept()
    {
        var app = await server.CreateClientAsync(new { redirect_uris = new[] { "https://app.example.com/callback?tenant=7&x=" } });
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var answer = await browser.AuthorizeAsync(app.Request());

        Assert.StartsWith("https://app.example.com/callback?tenant=7&x=&", answer.Location!.OriginalString, StringComparison.Ordinal);
        Assert.NotNull(answer.Find("code"));
    }
}
