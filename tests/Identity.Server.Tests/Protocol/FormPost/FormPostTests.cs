using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.FormPost;

public sealed class FormPostTests(TestServer server)
{
    [Fact]
    public async Task The_answer_is_a_form_for_the_registered_address_that_a_person_can_send()
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var request = app.Request().With("response_mode", "form_post");

        var page = await browser.AuthorizeAsync(request);

        Assert.Equal((200, "form-post"), (page.Status, page.PageName));
        Assert.Equal(app.RedirectUri, page.Page.QuerySelector("form")!.GetAttribute("action"));
        Assert.Equal((request.State, server.Issuer), (page.Field("state"), page.Field("iss")));
        Assert.NotNull(page.Page.QuerySelector("form button[type=submit]"));
        Assert.NotNull(Tokens.Of(await server.RedeemAsync(request, page.Field("code")!)).IdToken);
    }

    [Fact]
    public async Task B060_the_page_has_the_strict_policy_and_lets_its_form_go_to_the_app_alone()
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var page = await browser.AuthorizeAsync(app.Request().With("response_mode", "form_post"));

        var policy = page.Header("Content-Security-Policy");
        Assert.EndsWith($"form-action 'self' {new Uri(app.RedirectUri).GetLeftPart(UriPartial.Authority)}", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("no-store", page.Header("Cache-Control"), StringComparison.Ordinal);
        Assert.All(page.Page.QuerySelectorAll("script"), script => Assert.Equal("", script.TextContent));
    }

    [Fact]
    public async Task B013_a_state_full_of_markup_stays_text()
    {
        const string Markup = "\"><script>alert(1)</script>";
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var page = await browser.AuthorizeAsync(app.Request().Without("state").With("state", Markup).With("response_mode", "form_post"));

        Assert.Equal(Markup, page.Field("state"));
        Assert.DoesNotContain(Markup, page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_comes_by_the_form_too()
    {
        var app = await server.CreateClientAsync();
        using var browser = server.NewBrowser();
        var request = app.Request().With("response_mode", "form_post").With("prompt", "none");

        var page = await browser.AuthorizeAsync(request);

        Assert.Equal((200, "form-post"), (page.Status, page.PageName));
        Assert.Equal(("login_required", request.State), (page.Field("error"), page.Field("state")));
    }

    [Fact]
    public async Task Nobody_gets_the_page_without_an_answer()
        => Assert.NotEqual("form-post", (await server.NewBrowser().GetAsync("/connect/authorize")).PageName);
}
