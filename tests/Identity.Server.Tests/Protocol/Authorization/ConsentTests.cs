using Identity.Core.Audit;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Protocol.Authorization;

public sealed class ConsentTests(TestServer server)
{
    [Fact]
    public async Task A_strange_app_asks_once_and_the_answer_is_remembered()
    {
        var app = await StrangerAsync();
        var ada = await server.CreateUserAsync();
        using var browser = await server.NewBrowserAsync(ada);

        var page = await browser.AuthorizeAsync(app.Request("openid profile"));
        var allowed = await browser.SubmitAsync(page, ("decision", "allow"));
        var again = await browser.AuthorizeAsync(app.Request("openid profile"));
        using var elsewhere = await server.NewBrowserAsync(ada);
        var there = await elsewhere.AuthorizeAsync(app.Request("openid"));

        Assert.Equal("consent", page.PageName);
        Assert.Contains(app.Name, page.Text, StringComparison.Ordinal);
        Assert.Contains(new Uri(app.RedirectUri).Host, page.Text, StringComparison.Ordinal);
        Assert.All([allowed, again, there], answer => Assert.NotNull(answer.Find("code")));
        Assert.Equal(1, await server.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Kind == AuditKinds.ConsentGranted && e.Actor == ada.Subject)));
    }

    [Fact]
    public async Task B018_an_app_that_asks_for_more_asks_again_and_marks_what_is_new()
    {
        var app = await StrangerAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var first = await browser.AuthorizeAsync(app.Request("openid profile"));
        await browser.SubmitAsync(first, ("decision", "allow"));

        var second = await browser.AuthorizeAsync(app.Request("openid profile email"));

        Assert.Empty(first.Page.QuerySelectorAll(".scopes .badge"));
        var marked = Assert.Single(second.Page.QuerySelectorAll(".scopes li"), item => item.QuerySelector(".badge") is not null);
        Assert.Contains("See your email address", marked.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, second.Page.QuerySelectorAll(".scopes li").Length);
    }

    [Fact]
    public async Task B018_who_denies_sends_the_app_away_with_its_state()
    {
        var app = await StrangerAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var request = app.Request("openid profile");

        var answer = await browser.SubmitAsync(await browser.AuthorizeAsync(request), ("decision", "deny"));

        Assert.Equal("access_denied", answer["error"]);
        Assert.Equal(request.State, answer["state"]);
        Assert.Equal(server.Issuer, answer["iss"]);
        Assert.Equal("consent", (await browser.AuthorizeAsync(request)).PageName);
    }

    [Fact]
    public async Task B018_an_answer_without_a_decision_allows_nothing()
    {
        var app = await StrangerAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var answer = await browser.SubmitAsync(await browser.AuthorizeAsync(app.Request("openid profile")));

        Assert.Null(answer.Find("code"));
    }

    [Fact]
    public async Task B018_consent_cannot_be_given_without_the_form_or_by_another_person()
    {
        var app = await StrangerAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        using var other = await server.NewBrowserAsync(await server.CreateUserAsync());
        var page = await browser.AuthorizeAsync(app.Request("openid profile"));
        var address = page.Address.PathAndQuery;
        var others = await other.AuthorizeAsync(app.Request("openid profile"));

        var withoutToken = await browser.PostAsync(address, ("decision", "allow"));
        var byAnother = await other.PostAsync(address, ("decision", "allow"), ("__RequestVerificationToken", others.Field("__RequestVerificationToken")!));

        Assert.Equal(400, withoutToken.Status);
        Assert.InRange(byAnother.Status, 400, 403);
        Assert.Equal("consent", (await browser.AuthorizeAsync(app.Request("openid profile"))).PageName);
    }

    [Fact]
    public async Task An_app_of_the_house_does_not_ask_unless_it_wants_to()
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        Assert.NotNull((await browser.AuthorizeAsync(app.Request("openid profile"))).Find("code"));
        Assert.Equal("consent", (await browser.AuthorizeAsync(app.Request("openid profile").With("prompt", "consent"))).PageName);
    }

    [Fact]
    public async Task Silent_sign_in_says_that_consent_is_needed()
    {
        var app = await StrangerAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        Assert.Equal("consent_required", (await browser.AuthorizeAsync(app.Request("openid profile").With("prompt", "none")))["error"]);
    }

    [Fact]
    public async Task B012_the_name_of_an_app_is_text()
    {
        var app = await server.CreateClientAsync(new { first_party = false, client_name = "<b onclick=alert(1)>Bank</b>" });
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync(new { name = "<i>Ada</i>" }));

        var page = await browser.AuthorizeAsync(app.Request("openid profile"));

        Assert.Contains("<b onclick=alert(1)>Bank</b>", page.Title, StringComparison.Ordinal);
        Assert.Empty(page.Page.QuerySelectorAll("main b, main i, [onclick]"));
    }

    private Task<App> StrangerAsync() => server.CreateClientAsync(new { first_party = false });
}
