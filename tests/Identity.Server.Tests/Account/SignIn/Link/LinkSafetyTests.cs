using Identity.Server.Tests.Account.Passwords;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Account.SignIn.Link;

public sealed class LinkSafetyTests(TestServer server)
{
    private static string Unknown => $"user{Guid.NewGuid():N}@example.com";

    [Fact]
    public async Task B068_known_and_unknown_addresses_get_the_same_answers_and_only_one_gets_mail()
    {
        using var known = new LinkUser(server, (await LinkUser.PersonAsync(server)).Email);
        using var unknown = new LinkUser(server, Unknown);

        var (first, second) = (await known.AskAsync(), await unknown.AskAsync());
        var wrong = Mail.OtherCode(await server.CodeForAsync(known.Email));

        Assert.Equal(Plain(first, known), Plain(second, unknown));
        // Up to the point at which one code, and then all codes, were tried too often.
        for (var i = 0; i < 22; i++)
        {
            var (a, b) = (await known.Browser.SendFormAsync(first, ("code", wrong)), await unknown.Browser.SendFormAsync(second, ("code", wrong)));
            Assert.Equal(Plain(a, known), Plain(b, unknown));
            Assert.Equal(i < 20 ? 422 : 429, a.Status);
        }

        Assert.Empty(await server.MailToAsync(unknown.Email));
    }

    [Fact]
    public async Task B069_nothing_is_asked_of_the_database_that_depends_on_the_account()
    {
        await using var own = await TestServer.StartAsync();
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        using var known = new LinkUser(own, (await LinkUser.PersonAsync(own)).Email);
        using var unknown = new LinkUser(own, Unknown);
        await new LinkUser(own, "first@example.com").AskAsync();

        var (a, b) = (await StatementsAsync(own, known), await StatementsAsync(own, unknown));

        Assert.Equal(a, b);
        Assert.DoesNotContain(a, text => text.Contains("\"Users\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task B068_an_address_that_was_never_proved_gets_no_mail()
    {
        var person = await server.CreateUserAsync(new { email_verified = false });
        using var ada = new LinkUser(server, person.Email);

        Assert.Equal("signin-link-code", (await ada.AskAsync()).PageName);
        Assert.Empty(await server.MailToAsync(person.Email));
    }

    [Fact]
    public async Task B070_asking_for_new_codes_buys_no_more_guesses_but_the_link_still_works()
    {
        await using var own = await TestServer.StartAsync(settings: new() { ["SignInLink:TriesPerAccount"] = "4", ["SignInLink:TriesPerCode"] = "2" });
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        var person = await LinkUser.PersonAsync(own);
        for (var i = 0; i < 2; i++)
        {
            using var guesser = new LinkUser(own, i == 0 ? person.Email.ToUpperInvariant() : person.Email);
            var asked = await guesser.AskAsync();
            for (var n = 0; n < 2; n++) await guesser.Browser.SendFormAsync(asked, ("code", Mail.OtherCode(await own.CodeForAsync(person.Email))));
        }

        using var ada = new LinkUser(own, person.Email);
        var page = await ada.AskAsync();
        var byCode = await ada.Browser.SendFormAsync(page, ("code", await own.CodeForAsync(person.Email)));
        var byLink = await ada.Browser.SubmitAsync(await ada.Browser.GetAsync(await own.LinkForAsync(person.Email)));

        Assert.Equal((429, "86400"), (byCode.Status, byCode.Header("Retry-After")));
        Assert.Equal("home", byLink.PageName);
    }

    [Fact]
    public async Task B074_one_network_makes_only_so_many_requests_and_one_address_gets_only_so_many_mails()
    {
        await using var own = await TestServer.StartAsync(settings: new() { ["SignInLink:RequestsPerNetwork"] = "3", ["SignInLink:MailsPerAddress"] = "2" });
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        var person = await LinkUser.PersonAsync(own);
        using var ada = new LinkUser(own, person.Email);

        List<Answer> answers = [];
        for (var i = 0; i < 4; i++) answers.Add(await ada.AskAsync());

        Assert.Equal([200, 200, 200, 429], answers.Select(answer => answer.Status));
        Assert.Equal("3600", answers[^1].Header("Retry-After"));
        Assert.Equal(2, (await own.MailToAsync(person.Email)).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task B076_an_account_that_is_turned_off_after_the_mail_is_told_so_and_not_signed_in(bool byLink)
    {
        var person = await LinkUser.PersonAsync(server);
        using var linus = new LinkUser(server, person.Email);
        var page = await linus.AskAsync();
        var (code, link) = (await server.CodeForAsync(person.Email), await server.LinkForAsync(person.Email));
        await server.TurnOffAsync(person);

        var answer = byLink ? await linus.Browser.SubmitAsync(await linus.Browser.GetAsync(link)) : await linus.Browser.SubmitAsync(page, ("code", code));

        Assert.Contains("This account is turned off", answer.Text, StringComparison.Ordinal);
        Assert.Equal("/signin", (await linus.Browser.GetAsync("/account/apps")).Location?.AbsolutePath);
        Assert.Empty(await server.MailToAsync(person.Email));
    }

    [Fact]
    public async Task B077_an_account_that_guesses_at_its_password_have_locked_is_open_to_its_owner_by_mail_and_codes_lock_no_password()
    {
        await using var own = await TestServer.StartAsync(settings: new() { ["SignIn:TriesPerAccount"] = "3", ["SignInLink:TriesPerAccount"] = "1" });
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        var (locked, guessed) = (await LinkUser.PersonAsync(own), await LinkUser.PersonAsync(own));
        using var attacker = new LinkUser(own, guessed.Email);
        for (var i = 0; i < 4; i++) await attacker.Browser.SignInAsync(locked with { Password = "a wrong password" });
        var page = await attacker.AskAsync();
        for (var i = 0; i < 3; i++) await attacker.Browser.SendFormAsync(page, ("code", Mail.OtherCode(await own.CodeForAsync(guessed.Email))));
        using var owner = new LinkUser(own, locked.Email);
        using var other = own.NewBrowser();

        Assert.Equal("signin", (await owner.Browser.SignInAsync(locked)).PageName);
        Assert.Equal("home", (await owner.SignInAsync(byLink: false)).PageName);
        Assert.Equal("home", (await other.SignInAsync(guessed)).PageName);
    }

    [Fact]
    public async Task B085_the_code_is_in_the_mail_alone_and_of_use_only_in_the_browser_that_asked()
    {
        var person = await LinkUser.PersonAsync(server);
        using var ada = new LinkUser(server, person.Email);
        using var thief = new LinkUser(server, Unknown);
        var (page, stolen) = (await ada.AskAsync(), await thief.AskAsync());
        var code = await server.CodeForAsync(person.Email);

        var answer = await thief.Browser.SendFormAsync(stolen, ("code", code));

        Assert.DoesNotContain(code, page.Body + string.Join(' ', page.Headers.SelectMany(header => header.Value)), StringComparison.Ordinal);
        Assert.Contains("doesn't match", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B095_opening_the_link_signs_nobody_in_and_it_works_once_and_for_nothing_else()
    {
        var person = await LinkUser.PersonAsync(server);
        using var ada = new LinkUser(server, person.Email);
        using var scanner = server.NewBrowser();
        await ada.AskAsync();
        var link = await server.LinkForAsync(person.Email);
        await scanner.SendAsync(HttpMethod.Head, link);
        await scanner.GetAsync(link);
        await scanner.PostAsync(link);

        var page = await ada.Browser.GetAsync(link);
        Assert.Equal("/signin", (await ada.Browser.GetAsync("/account/apps")).Location?.AbsolutePath);
        Assert.Equal(410, (await ada.Browser.GetAsync(link.Replace("/signin/link/", "/reset/", StringComparison.Ordinal))).Status);
        Assert.Equal("home", (await ada.Browser.SubmitAsync(page)).PageName);
        Assert.Equal(410, (await ada.Browser.GetAsync(link)).Status);
        Assert.Equal(410, (await ada.Browser.SendFormAsync(page)).Status);
    }

    [Fact]
    public async Task B095_a_link_lives_ten_minutes()
    {
        await using var own = await TestServer.StartAsync();
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        var person = await LinkUser.PersonAsync(own);
        using var ada = new LinkUser(own, person.Email);
        var page = await ada.AskAsync();

        own.Clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));

        Assert.Equal("signin-link", (await ada.Browser.SubmitAsync(page, ("code", await own.CodeForAsync(person.Email)))).PageName);
        Assert.Equal(410, (await ada.Browser.GetAsync(await own.LinkForAsync(person.Email))).Status);
    }

    [Fact]
    public async Task B093_a_new_password_kills_links_that_still_lie_in_the_mailbox()
    {
        var person = await LinkUser.PersonAsync(server);
        using var ada = new LinkUser(server, person.Email);
        await ada.AskAsync();
        var link = await server.LinkForAsync(person.Email);
        using var reset = new Forgetful(server, person.Email);
        await reset.SetAsync(await reset.ProveAsync());

        Assert.Equal(410, (await ada.Browser.GetAsync(link)).Status);
    }

    [Theory]
    [InlineData("/signin/link")]
    [InlineData("/signin/link/code")]
    public async Task B102_a_form_that_another_site_posts_is_refused(string address)
    {
        using var browser = server.NewBrowser();

        Assert.Equal(400, (await browser.PostAsync(address, ("email", "ada@example.com"), ("code", "123456"))).Status);
    }

    private static async Task<IReadOnlyList<string>> StatementsAsync(TestServer server, LinkUser who)
    {
        var page = await who.Browser.GetAsync("/signin/link");
        server.Statements.Take();
        await who.Browser.SendFormAsync(page, ("email", who.Email));
        string[] tables = ["Challenges", "Outbox", "Attempt", "Users"];
        return [.. server.Statements.Take().Where(text => tables.Any(table => text.Contains(table, StringComparison.Ordinal)))];
    }

    private static string Plain(Answer answer, LinkUser who)
        => $"{answer.Status} {answer.PageName} {answer.Text.Replace(who.Email, "…", StringComparison.Ordinal)} {string.Join(',', answer.Headers.Select(h => h.Key).Order())}";
}
