using Identity.Core.Messaging.Email;
using Identity.Server.Tests.Account.Passwords;
using Identity.Server.Tests.Account.SignIn.Link;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Account.Emails;

public sealed class EmailChangeTests(TestServer server)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_new_address_counts_once_it_is_proved_and_the_one_before_is_told(bool byLink)
    {
        using var ada = await Mover.CreateAsync(server);
        await ada.AskAsync();
        var before = await EmailAsync(ada.Person);

        var done = await ada.MoveAsync(byLink);

        Assert.Equal(ada.Person.Email, before);
        Assert.Equal("email", done.PageName);
        Assert.Contains("Your email is changed.", done.Text, StringComparison.Ordinal);
        Assert.Equal(ada.NewEmail, await EmailAsync(ada.Person));
        Assert.Equal(EmailKinds.EmailChanged, Assert.Single(await server.MailToAsync(ada.Person.Email)).Kind);
        using var browser = server.NewBrowser();
        Assert.Equal("home", (await browser.SignInAsync(ada.Person with { Email = ada.NewEmail })).PageName);
    }

    [Fact]
    public async Task B101_a_change_takes_the_password()
    {
        using var ada = await Mover.CreateAsync(server);

        var answer = await ada.AskAsync(password: "not the password");

        Assert.Contains("That is not your current password.", answer.Text, StringComparison.Ordinal);
        Assert.Empty(await server.MailToAsync(ada.NewEmail));
    }

    [Fact]
    public async Task B101_somebody_without_a_password_has_to_have_signed_in_just_now()
    {
        await using var own = await TestServer.StartAsync();
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        var person = await LinkUser.PersonAsync(own);
        await own.InDatabaseAsync(db => db.Users.Where(u => u.Email == person.Email).ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, (string?)null)));
        using var user = new LinkUser(own, person.Email);
        await user.SignInAsync(byLink: false);
        using var grace = new Mover(own, person, user.Browser);

        var fresh = await user.Browser.GetAsync("/account/email");
        own.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        var stale = await user.Browser.SubmitAsync(fresh, ("email", grace.NewEmail));
        await user.SignInAsync(byLink: false, "/signin/link?add=true");
        var again = await user.Browser.SubmitAsync(await user.Browser.GetAsync("/account/email"), ("email", grace.NewEmail));

        Assert.Contains("sign in again first", stale.Text, StringComparison.Ordinal);
        Assert.Equal("email-verify", again.PageName);
    }

    [Fact]
    public async Task B068_an_address_that_has_an_account_gets_the_same_answer_and_its_owner_the_news()
    {
        using var ada = await Mover.CreateAsync(server);
        using var eve = await Mover.CreateAsync(server);

        var (free, taken) = (await ada.AskAsync(), await eve.AskAsync(ada.Person.Email));
        var guess = await eve.Browser.SubmitAsync(taken, ("code", "123456"));

        Assert.Equal(free.Text.Replace(ada.NewEmail, "…", StringComparison.Ordinal), taken.Text.Replace(ada.Person.Email, "…", StringComparison.Ordinal));
        var mail = Assert.Single(await server.MailToAsync(ada.Person.Email));
        Assert.Equal(EmailKinds.EmailChangeTaken, mail.Kind);
        Assert.DoesNotContain("code", mail.Facts.Keys);
        Assert.DoesNotContain("link", mail.Facts.Keys);
        Assert.Contains("doesn't match", guess.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_got_an_account_meanwhile_stays_with_it()
    {
        using var ada = await Mover.CreateAsync(server);
        var page = await ada.AskAsync();
        await server.CreateUserAsync(new { email = ada.NewEmail, email_verified = true });

        var answer = await ada.Browser.SubmitAsync(page, ("code", await server.CodeForAsync(ada.NewEmail)));

        Assert.Contains("no longer works", answer.Text, StringComparison.Ordinal);
        Assert.Equal(ada.Person.Email, await EmailAsync(ada.Person));
        Assert.Empty(await server.MailToAsync(ada.Person.Email));
    }

    [Fact]
    public async Task B095_opening_the_link_changes_nothing_and_elsewhere_it_shows_the_code()
    {
        using var ada = await Mover.CreateAsync(server);
        await ada.AskAsync();
        var link = await server.LinkForAsync(ada.NewEmail);
        using var phone = server.NewBrowser();
        await phone.SendAsync(HttpMethod.Head, link);

        var elsewhere = await phone.GetAsync(link);
        var posted = await phone.PostAsync(link);
        var here = await ada.Browser.GetAsync(link);

        Assert.Equal(await server.CodeForAsync(ada.NewEmail), elsewhere.Page.QuerySelector("[data-part=code]")!.TextContent.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(400, posted.Status);
        Assert.Equal(ada.Person.Email, await EmailAsync(ada.Person));
        Assert.Equal("email", (await ada.Browser.SubmitAsync(here)).PageName);
        Assert.Equal(410, (await ada.Browser.GetAsync(link)).Status);
    }

    [Fact]
    public async Task B085_a_code_counts_only_in_the_browser_and_for_the_account_that_asked()
    {
        using var ada = await Mover.CreateAsync(server);
        using var eve = await Mover.CreateAsync(server);
        await ada.AskAsync();
        var stolen = await eve.AskAsync();

        var answer = await eve.Browser.SubmitAsync(stolen, ("code", await server.CodeForAsync(ada.NewEmail)));

        Assert.Contains("doesn't match", answer.Text, StringComparison.Ordinal);
        Assert.Equal(eve.Person.Email, await EmailAsync(eve.Person));
    }

    [Fact]
    public async Task B071_of_two_hundred_guesses_at_once_only_as_many_are_looked_at_as_are_allowed()
    {
        await using var own = await TestServer.StartAsync(settings: new() { ["EmailChange:TriesPerCode"] = "5", ["EmailChange:TriesPerAccount"] = "100" });
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        using var ada = await Mover.CreateAsync(own);
        var page = await ada.AskAsync();
        var wrong = Mail.OtherCode(await own.CodeForAsync(ada.NewEmail));

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => ada.Browser.SendFormAsync(page, ("code", wrong))));

        Assert.Equal(5, answers.Count(answer => answer.Text.Contains("doesn't match", StringComparison.Ordinal)));
        Assert.DoesNotContain(answers, answer => answer.Status >= 500);
    }

    [Fact]
    public async Task B093_a_change_kills_links_in_the_mailbox_before_and_a_new_password_kills_a_change_that_waits()
    {
        using var ada = await Mover.CreateAsync(server);
        using var forgetful = new Forgetful(server, ada.Person.Email);
        await forgetful.AskAsync();
        var link = await server.LinkForAsync(ada.Person.Email);
        await ada.MoveAsync();
        Assert.Equal(410, (await forgetful.Browser.OpenAsync(link)).Status);

        using var eve = await Mover.CreateAsync(server);
        var page = await eve.AskAsync();
        using var owner = new Forgetful(server, eve.Person.Email);
        await owner.SetAsync(await owner.ProveAsync());
        await eve.Browser.SignInAsync(eve.Person with { Password = Forgetful.NewPassword });

        Assert.Equal("email", (await eve.Browser.SubmitAsync(page, ("code", await server.CodeForAsync(eve.NewEmail)))).PageName);
        Assert.Equal(eve.Person.Email, await EmailAsync(eve.Person));
    }

    [Fact]
    public async Task B074_one_network_asks_only_so_often()
    {
        await using var own = await TestServer.StartAsync(settings: new() { ["EmailChange:RequestsPerNetwork"] = "2" });
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        using var ada = await Mover.CreateAsync(own);

        List<Answer> answers = [];
        for (var i = 0; i < 3; i++) answers.Add(await ada.AskAsync());

        Assert.Equal([200, 200, 429], answers.Select(answer => answer.Status));
        Assert.Equal("3600", answers[^1].Header("Retry-After"));
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field()
    {
        using var ada = await Mover.CreateAsync(server);

        Assert.Contains("Enter an email address like", (await ada.AskAsync("nobody")).Text, StringComparison.Ordinal);
        Assert.Contains("That is your email already.", (await ada.AskAsync(ada.Person.Email.ToUpperInvariant())).Text, StringComparison.Ordinal);
        Assert.Contains("Enter your current password", (await ada.AskAsync(password: "")).Text, StringComparison.Ordinal);
    }

    private Task<string?> EmailAsync(Person person)
        => server.InDatabaseAsync(db => db.Users.Where(u => u.UserName == person.Username).Select(u => u.Email).SingleAsync());
}
