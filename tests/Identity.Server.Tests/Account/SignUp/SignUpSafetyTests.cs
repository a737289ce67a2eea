using System.Net;
using Identity.Core.Messaging;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Account.SignUp;

public sealed class SignUpSafetyTests(TestServer server)
{
    [Fact]
    public async Task B068_known_and_unknown_addresses_get_the_same_answers()
    {
        var owner = await server.CreateUserAsync();
        using var known = new Newcomer(server) { Email = owner.Email };
        using var unknown = new Newcomer(server) { Email = $"user{Guid.NewGuid():N}@example.com" };

        var (first, second) = (await known.SignUpAsync(), await unknown.SignUpAsync());
        var (wrongFirst, wrongSecond) = (await known.EnterAsync(first, "123456"), await unknown.EnterAsync(second, Mail.OtherCode(await server.CodeForAsync(unknown.Email))));

        Assert.Equal(Plain(first, known), Plain(second, unknown));
        Assert.Equal(Plain(wrongFirst, known), Plain(wrongSecond, unknown));
        Assert.Equal(Names(known.Browser.Cookies), Names(unknown.Browser.Cookies));
    }

    [Fact]
    public async Task Opening_the_link_consumes_nothing_and_its_button_makes_the_account()
    {
        using var ada = new Newcomer(server);
        await ada.SignUpAsync();
        var link = await server.LinkForAsync(ada.Email);

        await ada.Browser.SendAsync(HttpMethod.Head, link);
        var page = await ada.Browser.GetAsync(link);
        var before = await AccountsAsync(ada.Email);
        var home = await ada.Browser.SubmitAsync(page);

        Assert.Equal(0, before);
        Assert.Equal("home", home.PageName);
        Assert.Equal(1, await AccountsAsync(ada.Email));
        Assert.Equal("Email confirmed", (await ada.Browser.GetAsync(link)).Title);
    }

    [Fact]
    public async Task In_another_browser_the_link_shows_the_code_and_makes_no_account_of_somebody_else()
    {
        using var squatter = new Newcomer(server);
        await squatter.SignUpAsync();
        using var owner = server.NewBrowser();
        var link = await server.LinkForAsync(squatter.Email);

        var page = await owner.GetAsync(link);
        var posted = await owner.PostAsync(link);

        Assert.Equal("Your code", page.Title);
        Assert.Contains((await server.CodeForAsync(squatter.Email)).Insert(3, " "), page.Text, StringComparison.Ordinal);
        Assert.Null(page.Page.QuerySelector("form[data-part=form]"));
        Assert.Equal(400, posted.Status);
        Assert.Equal(0, await AccountsAsync(squatter.Email));
    }

    [Fact]
    public async Task A_code_is_of_no_use_in_another_browser()
    {
        using var ada = new Newcomer(server);
        using var thief = new Newcomer(server);
        await ada.SignUpAsync();
        var page = await thief.SignUpAsync();

        var answer = await thief.EnterAsync(page, await server.CodeForAsync(ada.Email));

        Assert.Equal("signup-verify", answer.PageName);
        Assert.Equal(0, await AccountsAsync(ada.Email));
    }

    [Fact]
    public async Task B071_of_many_guesses_at_once_only_as_many_are_looked_at_as_are_allowed()
    {
        using var guesser = new Newcomer(server);
        var page = await guesser.SignUpAsync();
        var wrong = Mail.OtherCode(await server.CodeForAsync(guesser.Email));

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => guesser.Browser.SendFormAsync(page, ("code", wrong))));
        var right = await guesser.EnterAsync(page, await server.CodeForAsync(guesser.Email));

        Assert.Equal(5, answers.Count(answer => answer.Text.Contains("doesn't match", StringComparison.Ordinal)));
        Assert.Contains("no longer works", right.Text, StringComparison.Ordinal);
        Assert.Equal(0, await AccountsAsync(guesser.Email));
    }

    [Fact]
    public async Task A_code_that_is_sent_twenty_times_at_once_makes_one_account()
    {
        using var ada = new Newcomer(server);
        var page = await ada.SignUpAsync();
        var code = await server.CodeForAsync(ada.Email);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ada.Browser.SendFormAsync(page, ("code", code))));

        Assert.Equal(1, answers.Count(answer => answer.Status == (int)HttpStatusCode.Redirect && answer.Location!.AbsolutePath == "/"));
        Assert.DoesNotContain(answers, answer => answer.Status >= 500);
        Assert.Equal(1, await AccountsAsync(ada.Email));
    }

    [Fact]
    public async Task Of_two_people_who_prove_one_address_one_gets_the_account()
    {
        var email = $"shared{Guid.NewGuid():N}@example.com";
        using var first = new Newcomer(server) { Email = email };
        using var second = new Newcomer(server) { Email = email };
        var page = await first.SignUpAsync();
        var code = await server.CodeForAsync(email);

        Assert.Equal("home", (await second.FinishAsync()).PageName);
        var late = await first.EnterAsync(page, code);

        Assert.Contains("no longer works", late.Text, StringComparison.Ordinal);
        Assert.Equal(1, await AccountsAsync(email));
    }

    [Fact]
    public async Task A_sign_up_that_waited_too_long_starts_again()
    {
        await using var own = await SetUpAsync([]);
        using var ada = new Newcomer(own);
        var page = await ada.SignUpAsync();
        var code = await own.CodeForAsync(ada.Email);
        var link = await own.LinkForAsync(ada.Email);

        own.Clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));

        Assert.Equal("signup", (await ada.EnterAsync(page, code)).PageName);
        Assert.Equal(410, (await ada.Browser.GetAsync(link)).Status);
    }

    [Fact]
    public async Task B085_the_code_is_in_the_mail_alone_and_the_database_shows_neither_code_nor_address()
    {
        using var ada = new Newcomer(server);
        var page = await ada.SignUpAsync();
        var code = await server.CodeForAsync(ada.Email);

        var stored = await server.InDatabaseAsync(async db => string.Join('\n', await db.OutboxMessages.Where(m => m.Kind == OutboxKinds.Email).Select(m => m.Payload).ToListAsync()));
        var waiting = await server.InDatabaseAsync(db => db.Challenges.Where(c => c.Destination == ada.Email).Select(c => c.Payload + c.CodeHash + c.LinkHash).SingleAsync());

        Assert.DoesNotContain(code, page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(ada.Email, stored, StringComparison.Ordinal);
        Assert.DoesNotContain("Lovelace", waiting, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B074_one_network_makes_only_so_many_sign_ups()
    {
        await using var own = await SetUpAsync(new() { ["SignUp:SignUpsPerNetwork"] = "2" });
        using var browser = own.NewBrowser();
        for (var i = 0; i < 2; i++) Assert.Equal("signup-verify", (await new Newcomer(own, browser).SignUpAsync()).PageName);

        var third = await new Newcomer(own, browser).SignUpAsync();

        Assert.Equal(429, third.Status);
        Assert.Equal("3600", third.Header("Retry-After"));
        Assert.Contains("Too many sign-ups from your network", third.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B068_nobody_is_flooded_with_mail_and_the_page_does_not_tell()
    {
        var email = $"victim{Guid.NewGuid():N}@example.com";
        List<Answer> answers = [];
        for (var i = 0; i < 7; i++)
        {
            using var attacker = new Newcomer(server) { Email = email };
            answers.Add(await attacker.SignUpAsync());
        }

        Assert.Equal(5, (await server.MailToAsync(email)).Count);
        Assert.All(answers, answer => Assert.Equal("signup-verify", answer.PageName));
    }

    [Fact]
    public async Task B065_a_sign_up_that_another_site_posts_is_refused()
    {
        using var browser = server.NewBrowser();

        var answer = await browser.PostAsync("/signup", ("email", "ada@example.com"), ("new_password", Person.GoodPassword));

        Assert.Equal(400, answer.Status);
    }

    private Task<int> AccountsAsync(string email) => server.InDatabaseAsync(db => db.Users.CountAsync(u => u.Email == email));

    private static async Task<TestServer> SetUpAsync(Dictionary<string, string?> settings)
    {
        var own = await TestServer.StartAsync(settings: settings);
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        return own;
    }

    // Without what differs from one form to the next anyway.
    private static string Plain(Answer answer, Newcomer who)
        => $"{answer.Status} {answer.PageName} {answer.Text.Replace(who.Email, "…", StringComparison.Ordinal)} {string.Join(',', answer.Headers.Select(h => h.Key).Order())}";

    private IEnumerable<string> Names(CookieContainer cookies) => cookies.GetCookies(server.Url).Select(cookie => cookie.Name).Order();
}
