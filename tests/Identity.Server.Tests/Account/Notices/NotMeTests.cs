using Identity.Server.Tests.Account.Emails;
using Identity.Server.Tests.Account.Passwords;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Account.Notices;

public sealed class NotMeTests(TestServer server)
{
    [Fact]
    public async Task B093_not_me_undoes_a_change_of_address_shuts_everybody_out_and_starts_recovery()
    {
        using var thief = await Mover.CreateAsync(server);
        var app = await server.SignedInAsync(thief.Person, await server.NewBrowserAsync(thief.Person), "openid offline_access");
        await thief.MoveAsync();
        using var owner = server.NewBrowser();

        var page = await owner.GetAsync(await server.LinkForAsync(thief.Person.Email));
        var secured = await owner.SubmitAsync(page);

        Assert.Contains(thief.Person.Email, page.Text, StringComparison.Ordinal);
        Assert.Equal("forgot-verify", secured.PageName);
        Assert.Contains("Your account is secured", secured.Text, StringComparison.Ordinal);
        Assert.Equal("/signin", (await thief.Browser.GetAsync("/account/email")).Location?.AbsolutePath);
        Assert.Equal("invalid_grant", (await server.RefreshAsync(app.App, app.Tokens.RefreshToken)).Error);
        using var old = server.NewBrowser();
        Assert.Equal("signin", (await old.SignInAsync(thief.Person)).PageName);

        var reset = await owner.SubmitAsync(secured, ("code", await server.CodeForAsync(thief.Person.Email)));
        await owner.SubmitAsync(reset, ("new_password", Forgetful.NewPassword));
        Assert.Equal("home", (await owner.SignInAsync(thief.Person with { Password = Forgetful.NewPassword })).PageName);
    }

    [Fact]
    public async Task B095_opening_the_link_of_a_notice_changes_nothing_and_it_works_once()
    {
        using var ada = await Mover.CreateAsync(server);
        await ada.MoveAsync();
        var link = await server.LinkForAsync(ada.Person.Email);
        using var scanner = server.NewBrowser();
        await scanner.SendAsync(HttpMethod.Head, link);
        var page = await scanner.GetAsync(link);
        await scanner.PostAsync(link);
        Assert.Equal("email", (await ada.Browser.GetAsync("/account/email")).PageName);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => scanner.SendFormAsync(page)));

        Assert.Single(answers, answer => answer.Location is not null);
        Assert.Equal(410, (await scanner.GetAsync(link)).Status);
    }

    [Fact]
    public async Task After_three_days_a_change_stays()
    {
        await using var own = await OwnServerAsync();
        using var ada = await Mover.CreateAsync(own);
        await ada.MoveAsync();
        var link = await own.LinkForAsync(ada.Person.Email);

        own.Clock.Advance(TimeSpan.FromHours(72) - TimeSpan.FromMinutes(1));
        using var browser = own.NewBrowser();
        Assert.Equal(200, (await browser.GetAsync(link)).Status);
        own.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(410, (await browser.GetAsync(link)).Status);
    }

    [Fact]
    public async Task A_thief_who_says_not_me_first_does_not_take_the_owners_word_away()
    {
        await using var own = await OwnServerAsync();
        using var thief = await StealAsync(own);
        using var browser = own.NewBrowser();
        var (owners, thiefs) = (await own.LinkForAsync(thief.Person.Email), await own.LinkForAsync(thief.NewEmail));

        await browser.SubmitAsync(await browser.GetAsync(thiefs));
        await browser.SubmitAsync(await browser.GetAsync(owners));

        Assert.Equal(thief.Person.Email, await own.InDatabaseAsync(db => db.Users.Where(u => u.UserName == thief.Person.Username).Select(u => u.Email).SingleAsync()));
    }

    [Fact]
    public async Task The_owners_word_makes_what_the_thief_was_sent_later_void()
    {
        await using var own = await OwnServerAsync();
        using var thief = await StealAsync(own);
        using var browser = own.NewBrowser();
        var thiefs = await own.LinkForAsync(thief.NewEmail);

        await browser.SubmitAsync(await browser.GetAsync(await own.LinkForAsync(thief.Person.Email)));

        Assert.Equal(410, (await browser.GetAsync(thiefs)).Status);
    }

    [Fact]
    public async Task An_address_that_another_account_has_meanwhile_is_not_put_back_and_the_thiefs_goes()
    {
        using var thief = await Mover.CreateAsync(server);
        await thief.MoveAsync();
        var link = await server.LinkForAsync(thief.Person.Email);
        await server.CreateUserAsync(new { email = thief.Person.Email, email_verified = true });
        using var browser = server.NewBrowser();

        var answer = await browser.SubmitAsync(await browser.GetAsync(link));

        Assert.Contains("belongs to another account", answer.Text, StringComparison.Ordinal);
        Assert.Null(await server.InDatabaseAsync(db => db.Users.Where(u => u.UserName == thief.Person.Username).Select(u => u.Email).SingleAsync()));
    }

    [Fact]
    public async Task A_notice_of_a_new_password_shuts_out_whoever_set_it()
    {
        var person = await Forgetful.PersonAsync(server);
        using var thief = await server.NewBrowserAsync(person);
        await thief.SubmitAsync(await thief.GetAsync("/account/password"), ("password", person.Password), ("new_password", Forgetful.NewPassword));
        using var owner = server.NewBrowser();

        await owner.SubmitAsync(await owner.GetAsync(await server.LinkForAsync(person.Email)));

        Assert.Equal("/signin", (await thief.GetAsync("/account/password")).Location?.AbsolutePath);
        Assert.Equal("signin", (await thief.SignInAsync(person with { Password = Forgetful.NewPassword })).PageName);
    }

    [Fact]
    public async Task B102_a_form_that_another_site_posts_is_refused()
    {
        using var browser = server.NewBrowser();

        Assert.Equal(400, (await browser.PostAsync($"/not-me/{new string('A', 43)}")).Status);
    }

    private static async Task<TestServer> OwnServerAsync()
    {
        var own = await TestServer.StartAsync();
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        return own;
    }

    // Another address first, then another password: the notice of that goes to the thief.
    private static async Task<Mover> StealAsync(TestServer own)
    {
        var thief = await Mover.CreateAsync(own);
        await thief.MoveAsync();
        own.Clock.Advance(TimeSpan.FromMinutes(1));
        await thief.Browser.SubmitAsync(
            await thief.Browser.GetAsync("/account/password"), ("password", thief.Person.Password), ("new_password", Forgetful.NewPassword));
        return thief;
    }
}
