using Identity.Core.Audit;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Account.SignIn.Link;

public sealed class LinkSignInTests(TestServer server)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_app_that_waits_learns_who_signed_in_how_and_when(bool byLink)
    {
        var person = await LinkUser.PersonAsync(server);
        using var ada = new LinkUser(server, person.Email);
        var request = (await server.CreateClientAsync()).Request("openid").With("max_age", "600");
        var signIn = await ada.Browser.AuthorizeAsync(request);

        var answer = await ada.SignInAsync(byLink, LinkUser.Offer(signIn)!);

        Assert.Equal(request.State, answer["state"]);
        var claims = Jwt.Read(Tokens.Of(await server.RedeemAsync(request, answer["code"])).IdToken!).Claims;
        Assert.Equal(person.Subject, claims.Text("sub"));
        Assert.Equal(["otp"], claims["amr"]!.AsArray().Select(value => value!.GetValue<string>()));
        Assert.Equal("urn:identity:acr:single", claims.Text("acr"));
        Assert.Equal(server.Clock.GetUtcNow().ToUnixTimeSeconds(), claims["auth_time"]!.GetValue<long>());
        Assert.True(await server.InDatabaseAsync(db => db.AuditEvents.AnyAsync(e => e.Kind == AuditKinds.SessionStarted && e.Actor == person.Subject)));
        Assert.Equal("succeeded", await server.InDatabaseAsync(db => db.RequestTraces.Where(t => t.Kind == "signin" && t.ClientId == request.App.ClientId).Select(t => t.Outcome).SingleAsync()));
    }

    [Fact]
    public async Task Without_an_app_the_person_comes_to_the_start_page_and_stays_signed_in_when_they_asked_for_it()
    {
        var person = await LinkUser.PersonAsync(server);
        using var ada = new LinkUser(server, person.Email);

        var home = await ada.SignInAsync(byLink: false, more: ("remember", "true"));

        Assert.Equal("home", home.PageName);
        Assert.True(await server.InDatabaseAsync(db => db.Sessions.Where(s => s.UserId == person.Id).Select(s => s.Remembered).SingleAsync()));
    }

    [Fact]
    public async Task The_address_that_the_app_knows_is_filled_in_and_a_username_is_not()
    {
        var app = await server.CreateClientAsync();
        using var browser = server.NewBrowser();
        var (byAddress, byName) = (await browser.AuthorizeAsync(app.Request().With("login_hint", "ada@example.com")), await browser.AuthorizeAsync(app.Request().With("login_hint", "ada")));

        Assert.Equal("ada@example.com", (await browser.GetAsync(LinkUser.Offer(byAddress)!)).Field("email"));
        Assert.Equal("", (await browser.GetAsync(LinkUser.Offer(byName)!)).Field("email") ?? "");
    }

    [Fact]
    public async Task B014_somebody_who_is_signed_in_proves_it_anew_when_the_app_asks_for_it()
    {
        var person = await LinkUser.PersonAsync(server);
        using var ada = new LinkUser(server, person.Email, await server.NewBrowserAsync(person));
        var request = (await server.CreateClientAsync()).Request("openid").With("prompt", "login");

        var page = await ada.Browser.AuthorizeAsync(request);
        var answer = await ada.SignInAsync(byLink: true, LinkUser.Offer(page)!);

        Assert.Equal("signin", page.PageName);
        Assert.Equal("otp", Jwt.Read(Tokens.Of(await server.RedeemAsync(request, answer["code"])).IdToken!).Claims["amr"]![0]!.GetValue<string>());
        Assert.True(await server.InDatabaseAsync(db => db.AuditEvents.AnyAsync(e => e.Kind == AuditKinds.SessionReauthenticated && e.Actor == person.Subject)));
    }

    [Fact]
    public async Task Somebody_who_is_signed_in_adds_another_account()
    {
        var (first, second) = (await LinkUser.PersonAsync(server), await LinkUser.PersonAsync(server));
        using var ada = new LinkUser(server, second.Email, await server.NewBrowserAsync(first));
        var signIn = await ada.Browser.GetAsync("/signin?add=true");

        var home = await ada.SignInAsync(byLink: false, LinkUser.Offer(signIn)!);

        Assert.Contains(second.Email, home.Text, StringComparison.Ordinal);
        Assert.Contains(first.Email, home.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_is_opened_in_another_browser_shows_the_code_for_the_first_one()
    {
        var person = await LinkUser.PersonAsync(server);
        using var ada = new LinkUser(server, person.Email);
        using var phone = server.NewBrowser();
        var page = await ada.AskAsync();

        var elsewhere = await phone.GetAsync(await server.LinkForAsync(person.Email));
        var code = elsewhere.Page.QuerySelector("[data-part=code]")!.TextContent;
        var home = await ada.Browser.SubmitAsync(page, ("code", code));

        Assert.Null(elsewhere.Page.QuerySelector("main form"));
        Assert.Equal("home", home.PageName);
    }

    [Fact]
    public async Task The_form_that_leads_back_to_the_app_may_do_so()
    {
        var person = await LinkUser.PersonAsync(server);
        using var ada = new LinkUser(server, person.Email);
        var app = await server.CreateClientAsync();
        var code = await ada.AskAsync(LinkUser.Offer(await ada.Browser.AuthorizeAsync(app.Request()))!);
        var link = await ada.Browser.GetAsync(await server.LinkForAsync(person.Email));

        var origin = new Uri(app.RedirectUri).GetLeftPart(UriPartial.Authority);
        Assert.Contains(origin, code.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains(origin, link.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains(app.Name, link.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_mail_is_sent_after_a_pause_and_the_one_before_works_no_more()
    {
        await using var own = await TestServer.StartAsync();
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        var person = await LinkUser.PersonAsync(own);
        using var ada = new LinkUser(own, person.Email);
        var page = await ada.AskAsync();
        var before = await own.LinkForAsync(person.Email);

        var early = await ResendAsync(ada, page);
        own.Clock.Advance(TimeSpan.FromSeconds(31));
        var sent = await ResendAsync(ada, page);

        Assert.Equal((429, "30"), (early.Status, early.Header("Retry-After")));
        Assert.Contains("We sent a new code", sent.Text, StringComparison.Ordinal);
        Assert.Equal(410, (await ada.Browser.GetAsync(before)).Status);
        Assert.Equal("home", (await ada.Browser.SubmitAsync(sent, ("code", await own.CodeForAsync(person.Email)))).PageName);
    }

    [Fact]
    public async Task Turned_off_it_is_neither_offered_nor_there()
    {
        await using var own = await TestServer.StartAsync(settings: new() { ["SignInLink:Enabled"] = "false" });
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        using var browser = own.NewBrowser();

        Assert.Null(LinkUser.Offer(await browser.GetAsync("/signin")));
        Assert.Equal(404, (await browser.GetAsync("/signin/link")).Status);
        Assert.Equal(404, (await browser.GetAsync("/signin/link/code")).Status);
        Assert.Equal(404, (await browser.GetAsync($"/signin/link/{new string('A', 43)}")).Status);
    }

    private static async Task<Answer> ResendAsync(LinkUser who, Answer page)
    {
        var form = page.Page.QuerySelector("form[data-part=resend]")!;
        var hidden = form.QuerySelectorAll("input[type=hidden]").Select(input => (input.GetAttribute("name")!, input.GetAttribute("value") ?? ""));
        return await who.Browser.FollowAsync(await who.Browser.PostAsync(form.GetAttribute("action")!, [.. hidden]));
    }
}
