using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Site;

public sealed class ErrorPageTests(TestServer server)
{
    [Fact]
    public async Task Every_failing_request_of_an_app_gets_a_page_whose_reference_finds_what_was_wrong()
    {
        var app = await server.CreateClientAsync();
        using var browser = server.NewBrowser();
        (string Address, string Check)[] requests =
        [
            (app.Request().With("redirect_uri", "https://evil.example.com/").Address, "redirect_uri"),
            (app.Request().Without("redirect_uri").Address, "redirect_uri"),
            (app.Request().With("client_id", "nobody").Address, "client_id"),
            (app.Request().Without("client_id").Address, "client_id"),
            (app.Request().Without("code_challenge").Address, "code_challenge"),
            ($"/connect/endsession?client_id={app.ClientId}&post_logout_redirect_uri=https%3A%2F%2Fevil.example.com", "post_logout_redirect_uri"),
        ];

        foreach (var (address, check) in requests)
        {
            var answer = await browser.GetAsync(address);
            var trace = await server.TraceAsync(answer.Reference);

            Assert.Equal((400, "error"), (answer.Status, answer.PageName));
            Assert.NotEmpty(answer.Page.QuerySelectorAll("[data-part=alternatives] a"));
            Assert.Equal((check, false), (trace.Checks[^1].Name, trace.Checks[^1].Passed));
            Assert.False(string.IsNullOrEmpty(trace.Checks[^1].Expected), address);
        }
    }

    [Fact]
    public async Task A_page_that_does_not_exist_says_so_and_leads_to_the_start()
    {
        using var browser = server.NewBrowser();

        var answer = await browser.GetAsync("/nothing/here");

        Assert.Equal((404, "error", "This page doesn't exist"), (answer.Status, answer.PageName, answer.Title));
        Assert.Equal("/", answer.Page.QuerySelector("[data-part=alternatives] a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_form_that_has_expired_can_be_opened_again_where_it_was()
    {
        var app = await server.CreateClientAsync();
        using var browser = server.NewBrowser();
        var page = await browser.AuthorizeAsync(app.Request());

        var answer = await browser.PostAsync(page.Address.PathAndQuery, ("username", "ada"), ("password", "x"), ("__RequestVerificationToken", "old"));

        Assert.Equal((400, "This page has expired"), (answer.Status, answer.Title));
        Assert.Equal(page.Address.PathAndQuery, answer.Page.QuerySelector("[data-part=alternatives] a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_browser_that_blocks_cookies_is_told_so()
    {
        var app = await server.CreateClientAsync();
        using var browser = server.NewBrowser();
        using var forgetful = server.NewBrowser();
        var page = await browser.AuthorizeAsync(app.Request());

        var answer = await forgetful.SendFormAsync(page, ("username", "ada"), ("password", "x"));

        Assert.Equal((400, "Your browser is blocking cookies for this site"), (answer.Status, answer.Title));
    }

    [Fact]
    public async Task What_a_program_asks_for_is_answered_for_programs()
    {
        var answer = await server.SendAsync(HttpMethod.Get, "/nothing/here");

        Assert.Equal((404, "application/problem+json"), (answer.Status, answer.MediaType));
        Assert.StartsWith("urn:identity:problem:", answer.Json.Text("type"), StringComparison.Ordinal);
    }
}
