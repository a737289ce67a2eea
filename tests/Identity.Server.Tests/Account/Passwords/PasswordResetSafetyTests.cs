using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Account.Passwords;

public sealed class PasswordResetSafetyTests(TestServer server)
{
    [Fact]
    public async Task B068_known_and_unknown_addresses_get_the_same_answers_and_only_one_gets_mail()
    {
        using var known = new Forgetful(server, (await Forgetful.PersonAsync(server)).Email);
        using var unknown = new Forgetful(server, $"user{Guid.NewGuid():N}@example.com");

        var (first, second) = (await known.AskAsync(), await unknown.AskAsync());
        var wrong = Mail.OtherCode(await server.CodeForAsync(known.Email));

        Assert.Equal(Plain(first, known), Plain(second, unknown));
        Assert.Equal(Plain(await known.Browser.SubmitAsync(first, ("code", wrong)), known), Plain(await unknown.Browser.SubmitAsync(second, ("code", wrong)), unknown));
        Assert.Empty(await server.MailToAsync(unknown.Email));
    }

    [Fact]
    public async Task B069_nothing_is_asked_of_the_database_that_depends_on_the_account()
    {
        await using var own = await TestServer.StartAsync();
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        using var known = new Forgetful(own, (await Forgetful.PersonAsync(own)).Email);
        using var unknown = new Forgetful(own, $"user{Guid.NewGuid():N}@example.com");
        await new Forgetful(own, "first@example.com").AskAsync();

        var (a, b) = (await StatementsAsync(own, known), await StatementsAsync(own, unknown));

        Assert.Equal(a, b);
        Assert.DoesNotContain(a, text => text.Contains("\"Users\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task B071_of_many_guesses_at_once_only_as_many_are_looked_at_as_are_allowed()
    {
        var person = await Forgetful.PersonAsync(server);
        using var guesser = new Forgetful(server, person.Email);
        var page = await guesser.AskAsync();
        var code = await server.CodeForAsync(person.Email);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => guesser.Browser.SendFormAsync(page, ("code", Mail.OtherCode(code)))));
        var right = await guesser.Browser.SubmitAsync(page, ("code", code));

        Assert.Equal(5, answers.Count(answer => answer.Text.Contains("doesn't match", StringComparison.Ordinal)));
        Assert.Contains("no longer works", right.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B072_other_spellings_of_an_address_share_its_mails_which_go_to_the_stored_one()
    {
        var person = await Forgetful.PersonAsync(server);
        for (var i = 0; i < 7; i++)
        {
            using var attacker = new Forgetful(server, i % 2 == 0 ? person.Email.ToUpperInvariant() : $" {person.Email}");
            Assert.Equal("forgot-verify", (await attacker.AskAsync()).PageName);
        }

        Assert.Equal(5, (await server.MailToAsync(person.Email)).Count);
    }

    [Fact]
    public async Task B074_one_network_makes_only_so_many_requests()
    {
        await using var own = await TestServer.StartAsync(settings: new() { ["PasswordReset:RequestsPerNetwork"] = "1" });
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        using var first = new Forgetful(own, "ada@example.com");
        using var second = new Forgetful(own, "grace@example.com");
        await first.AskAsync();

        var answer = await second.AskAsync();

        Assert.Equal(429, answer.Status);
        Assert.Equal("3600", answer.Header("Retry-After"));
    }

    [Fact]
    public async Task B076_an_account_that_is_turned_off_gets_no_mail_and_a_link_from_before_does_nothing()
    {
        var person = await Forgetful.PersonAsync(server);
        using var linus = new Forgetful(server, person.Email);
        var page = await linus.OpenLinkAsync();
        await server.TurnOffAsync(person);

        var answer = await linus.SetAsync(page);

        Assert.Equal("forgot", answer.PageName);
        Assert.Empty(await server.MailToAsync(person.Email));
    }

    [Fact]
    public async Task B092_a_new_link_kills_the_one_before()
    {
        var person = await Forgetful.PersonAsync(server);
        using var ada = new Forgetful(server, person.Email);
        using var other = new Forgetful(server, person.Email);
        await ada.AskAsync();
        var link = await server.LinkForAsync(person.Email);

        await other.AskAsync();

        Assert.Equal(410, (await ada.Browser.GetAsync(link)).Status);
    }

    [Fact]
    public async Task B095_a_link_lives_ten_minutes()
    {
        await using var own = await TestServer.StartAsync();
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        var person = await Forgetful.PersonAsync(own);
        using var ada = new Forgetful(own, person.Email);
        var page = await ada.OpenLinkAsync();

        own.Clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));

        Assert.Equal("forgot", (await ada.SetAsync(page)).PageName);
        Assert.Equal(410, (await ada.Browser.GetAsync(await own.LinkForAsync(person.Email))).Status);
    }

    [Theory]
    [InlineData("/forgot")]
    [InlineData("/reset")]
    [InlineData("/account/password")]
    public async Task B102_a_form_that_another_site_posts_is_refused(string address)
    {
        using var browser = server.NewBrowser();

        Assert.Equal(400, (await browser.PostAsync(address, ("email", "ada@example.com"), ("new_password", Forgetful.NewPassword))).Status);
    }

    private static async Task<IReadOnlyList<string>> StatementsAsync(TestServer server, Forgetful who)
    {
        var page = await who.Browser.GetAsync("/forgot");
        server.Statements.Take();
        await who.Browser.SendFormAsync(page, ("email", who.Email));
        return [.. server.Statements.Take().Where(text => text.Contains("Challenges", StringComparison.Ordinal) || text.Contains("Outbox", StringComparison.Ordinal) || text.Contains("Attempt", StringComparison.Ordinal) || text.Contains("Users", StringComparison.Ordinal))];
    }

    private static string Plain(Answer answer, Forgetful who)
        => $"{answer.Status} {answer.PageName} {answer.Text.Replace(who.Email, "…", StringComparison.Ordinal)} {string.Join(',', answer.Headers.Select(h => h.Key).Order())}";
}
