using Identity.Core.Messaging.Email;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Account.SignUp;

public sealed class SignUpTests(TestServer server)
{
    [Fact]
    public async Task A_person_signs_up_with_the_mailed_code_and_is_signed_in()
    {
        using var ada = new Newcomer(server);

        var home = await ada.FinishAsync();

        Assert.Equal("home", home.PageName);
        Assert.Contains(ada.Email, home.Text, StringComparison.Ordinal);
        Assert.Equal("Ada Lovelace", await server.InDatabaseAsync(db => db.Users.Where(u => u.Email == ada.Email && u.EmailConfirmed).Select(u => u.Name).SingleAsync()));
    }

    [Fact]
    public async Task An_app_that_asks_for_a_new_account_gets_a_code_for_it()
    {
        var app = await server.CreateClientAsync();
        var request = app.Request("openid email").With("prompt", "create").With("login_hint", "ada@example.com");
        using var ada = new Newcomer(server);
        var page = await ada.Browser.AuthorizeAsync(request);

        var answer = await ada.FinishAsync(page);

        Assert.Equal("signup", page.PageName);
        Assert.Equal("ada@example.com", page.Field("email"));
        Assert.Contains(app.Name, page.Text, StringComparison.Ordinal);
        Assert.Equal(request.State, answer["state"]);
        var tokens = Tokens.Of(await server.RedeemAsync(request, answer["code"]));
        var claims = (await server.UserInfoAsync(tokens.AccessToken)).Json;
        Assert.Equal(ada.Email, claims.Text("email"));
        Assert.True(claims["email_verified"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Somebody_who_is_signed_in_can_still_make_another_account()
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        using var ada = new Newcomer(server, browser);

        var page = await browser.AuthorizeAsync(app.Request().With("prompt", "create"));
        var answer = await ada.FinishAsync(page);

        Assert.Equal("signup", page.PageName);
        Assert.NotNull(answer.Find("code"));
    }

    [Fact]
    public async Task Somebody_who_has_an_account_signs_in_instead()
    {
        var app = await server.CreateClientAsync();
        using var browser = server.NewBrowser();
        var page = await browser.AuthorizeAsync(app.Request().With("prompt", "create"));

        var signIn = await browser.GetAsync(page.Page.QuerySelector("[data-part=alternatives] a")!.GetAttribute("href")!);
        var answer = await browser.SignInAsync(await server.CreateUserAsync(), signIn);

        Assert.NotNull(answer.Find("code"));
    }

    [Fact]
    public async Task The_sign_in_page_leads_to_sign_up_and_keeps_the_app()
    {
        var app = await server.CreateClientAsync();
        using var ada = new Newcomer(server);
        var signIn = await ada.Browser.AuthorizeAsync(app.Request());

        var answer = await ada.FinishAsync(await ada.Browser.GetAsync(signIn.Page.QuerySelector("[data-part=alternatives] a[href*=signup]")!.GetAttribute("href")!));

        Assert.NotNull(answer.Find("code"));
    }

    [Fact]
    public async Task What_has_to_be_mended_is_said_and_all_but_the_password_is_kept()
    {
        using var browser = server.NewBrowser();

        var page = await browser.SubmitAsync(await browser.GetAsync("/signup"), ("email", "ada@@example"), ("name", "Ada"), ("new_password", "short"));

        Assert.Equal(422, page.Status);
        Assert.Contains("Enter an email address such as name@example.com.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Use at least 15 characters.", page.Text, StringComparison.Ordinal);
        Assert.Equal("ada@@example", page.Field("email"));
        Assert.Equal("Ada", page.Field("name"));
        Assert.Equal("", page.Field("new_password"));
    }

    [Theory]
    [InlineData("Invited", "Sign-up is by invitation")]
    [InlineData("Closed", "Sign-up is closed")]
    public async Task Where_people_can_not_sign_up_it_is_said_and_not_advertised(string mode, string title)
    {
        await using var closed = await TestServer.StartAsync(settings: new() { ["SignUp:Mode"] = mode });
        await closed.CreateUserAsync(new { roles = new[] { "Owner" } });
        var app = await closed.CreateClientAsync();
        using var browser = closed.NewBrowser();

        var page = await browser.GetAsync("/signup");
        var signIn = await browser.GetAsync("/signin");
        var discovery = await browser.GetAsync("/.well-known/openid-configuration");
        var asked = await browser.AuthorizeAsync(app.Request().With("prompt", "create"));

        Assert.Equal(title, page.Title);
        Assert.Null(page.Page.QuerySelector("form[data-part=form]"));
        Assert.DoesNotContain("/signup", signIn.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("create", discovery.Json["prompt_values_supported"]!.AsArray().Select(value => value!.GetValue<string>()));
        Assert.Equal("invalid_request", asked.Error);
    }

    [Fact]
    public async Task A_typo_in_the_address_is_mended_without_starting_over()
    {
        await using var own = await SetUpAsync();
        using var ada = new Newcomer(own);
        var wrong = $"typo{Guid.NewGuid():N}@example.com";
        var verify = await ada.Browser.SubmitAsync(await ada.Browser.GetAsync("/signup"), ("email", wrong), ("new_password", Person.GoodPassword));
        var before = await own.CodeForAsync(wrong);

        own.Clock.Advance(TimeSpan.FromMinutes(1));
        var page = await ada.SendAsync(verify, "change", ("email", ada.Email));
        var old = await ada.EnterAsync(page, before == await own.CodeForAsync(ada.Email) ? Mail.OtherCode(before) : before);
        var home = await ada.EnterAsync(old, await own.CodeForAsync(ada.Email));

        Assert.Contains(ada.Email, page.Text, StringComparison.Ordinal);
        Assert.Contains("doesn't match", old.Text, StringComparison.Ordinal);
        Assert.Equal("home", home.PageName);
    }

    [Fact]
    public async Task A_mail_is_not_sent_again_at_once()
    {
        using var ada = new Newcomer(server);

        var page = await ada.SendAsync(await ada.SignUpAsync(), "resend");

        Assert.Equal(429, page.Status);
        Assert.Equal("30", page.Header("Retry-After"));
        Assert.Single(await server.MailToAsync(ada.Email));
    }

    [Fact]
    public async Task An_address_that_has_an_account_gets_that_news_by_mail_and_no_code_works()
    {
        var owner = await server.CreateUserAsync();
        using var somebody = new Newcomer(server) { Email = owner.Email };

        var page = await somebody.EnterAsync(await somebody.SignUpAsync(), "123456");

        Assert.Equal("signup-verify", page.PageName);
        var mail = Assert.Single(await server.MailToAsync(owner.Email));
        Assert.Equal(EmailKinds.SignUpExists, mail.Kind);
        Assert.DoesNotContain("code", mail.Facts.Keys);
    }

    [Fact]
    public async Task The_page_for_the_code_leads_back_when_there_is_no_sign_up()
    {
        using var browser = server.NewBrowser();

        Assert.Equal("/signup", (await browser.GetAsync("/signup/verify")).Location?.AbsolutePath);
    }

    // With a clock of its own.
    private static async Task<TestServer> SetUpAsync()
    {
        var own = await TestServer.StartAsync();
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        return own;
    }
}
