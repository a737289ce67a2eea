using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Server.Tests.Account.Passwords;
using Identity.Server.Tests.Account.Phones;
using Identity.Server.Tests.Stage;
using Identity.Testing.Databases;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Account.SignIn.Phone;

public sealed class PhoneSafetyTests(TestServer server)
{
    [Fact]
    public async Task B068_known_and_unknown_numbers_get_the_same_answers_and_only_one_gets_a_message()
    {
        using var known = new PhoneUser(server, (await PhoneUser.PersonAsync(server)).Number);
        using var unknown = new PhoneUser(server, Texting.NewNumber());

        var (first, second) = (await known.AskAsync(), await unknown.AskAsync());
        var wrong = Mail.OtherCode(await server.TextedCodeAsync(known.Number));

        Assert.Equal(Plain(first, known), Plain(second, unknown));
        // Up to the point at which one code, and then all codes, were tried too often.
        for (var i = 0; i < 22; i++)
        {
            var (a, b) = (await known.Browser.SendFormAsync(first, ("code", wrong)), await unknown.Browser.SendFormAsync(second, ("code", wrong)));
            Assert.Equal(Plain(a, known), Plain(b, unknown));
            Assert.Equal(i < 20 ? 422 : 429, a.Status);
        }

        // Up to the point at which a number gets no more messages.
        for (var i = 0; i < 5; i++)
        {
            var (a, b) = (await known.AskAsync(), await unknown.AskAsync());
            Assert.Equal(Plain(a, known), Plain(b, unknown));
            Assert.Equal(i < 4 ? 200 : 429, a.Status);
        }

        Assert.Empty(await server.TextsToAsync(unknown.Number));
    }

    [Fact]
    public async Task B069_nothing_is_asked_of_the_database_that_depends_on_the_account()
    {
        await using var own = await OwnServerAsync();
        using var known = new PhoneUser(own, (await PhoneUser.PersonAsync(own)).Number);
        using var unknown = new PhoneUser(own, Texting.NewNumber());
        using var first = new PhoneUser(own, Texting.NewNumber());
        await first.AskAsync();

        var (a, b) = (await StatementsAsync(own, known), await StatementsAsync(own, unknown));

        Assert.NotEmpty(a);
        Assert.Equal(a, b);
        Assert.DoesNotContain(a, text => text.Contains("\"Users\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task B070_asking_for_new_codes_buys_no_more_guesses()
    {
        await using var own = await OwnServerAsync(new() { ["SignInSms:TriesPerAccount"] = "4", ["SignInSms:TriesPerCode"] = "2" });
        var (_, number) = await PhoneUser.PersonAsync(own);
        for (var i = 0; i < 2; i++)
        {
            using var guesser = new PhoneUser(own, number);
            var asked = await guesser.AskAsync();
            for (var n = 0; n < 2; n++) await guesser.Browser.SendFormAsync(asked, ("code", Mail.OtherCode(await own.TextedCodeAsync(number))));
        }

        using var ada = new PhoneUser(own, number);
        var answer = await ada.SignInAsync();

        Assert.Equal((429, "86400"), (answer.Status, answer.Header("Retry-After")));
        Assert.Contains("Sign in in another way", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [AllProviders]
    public async Task B071_of_200_guesses_at_once_only_as_many_are_looked_at_as_are_allowed(DatabaseProvider provider)
    {
        await using var own = await OwnServerAsync(provider: provider);
        var (_, number) = await PhoneUser.PersonAsync(own);
        using var guesser = new PhoneUser(own, number);
        var page = await guesser.AskAsync();
        var code = await own.TextedCodeAsync(number);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => guesser.Browser.SendFormAsync(page, ("code", Mail.OtherCode(code)))));
        var right = await guesser.Browser.SendFormAsync(page, ("code", code));

        Assert.Equal(5, answers.Count(answer => answer.Text.Contains("doesn't match", StringComparison.Ordinal)));
        Assert.Equal(15, answers.Count(answer => answer.Text.Contains("no longer works", StringComparison.Ordinal)));
        Assert.Equal(180, answers.Count(answer => answer.Status == 429));
        Assert.Equal(429, right.Status);
        Assert.Empty(own.Log.Errors);
    }

    [Theory]
    [AllProviders]
    public async Task B095_two_right_codes_at_the_same_moment_sign_in_once(DatabaseProvider provider)
    {
        await using var own = await OwnServerAsync(provider: provider);
        var (person, number) = await PhoneUser.PersonAsync(own);
        using var ada = new PhoneUser(own, number);
        var page = await ada.AskAsync();
        var code = await own.TextedCodeAsync(number);

        // Both have found the account, and the code unused, before one of them uses it up.
        own.Statements.Meet("PhoneNumberConfirmed", 2);
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => ada.Browser.SendFormAsync(page, ("code", code))));

        Assert.Single(answers, answer => answer.Location?.AbsolutePath == "/");
        Assert.DoesNotContain(answers, answer => answer.Status >= 500);
        Assert.Equal(1, await own.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Kind == AuditKinds.SessionStarted && e.Actor == person.Subject)));
        Assert.Empty(own.Log.Errors);
    }

    [Fact]
    public async Task B076_an_account_that_is_turned_off_after_the_message_is_told_so_and_not_signed_in()
    {
        var (person, number) = await PhoneUser.PersonAsync(server);
        using var linus = new PhoneUser(server, number);
        var page = await linus.AskAsync();
        var code = await server.TextedCodeAsync(number);
        await server.TurnOffAsync(person);

        var answer = await linus.Browser.SubmitAsync(page, ("code", code));

        Assert.Contains("This account is turned off", answer.Text, StringComparison.Ordinal);
        Assert.Equal("/signin", (await linus.Browser.GetAsync("/account/apps")).Location?.AbsolutePath);
        Assert.Empty(await server.TextsToAsync(number));
    }

    [Fact]
    public async Task B085_the_code_is_in_the_message_alone_and_of_use_only_in_the_browser_that_asked()
    {
        var (_, number) = await PhoneUser.PersonAsync(server);
        using var ada = new PhoneUser(server, number);
        using var thief = new PhoneUser(server, Texting.NewNumber());
        var (page, stolen) = (await ada.AskAsync(), await thief.AskAsync());
        var code = await server.TextedCodeAsync(number);

        var answer = await thief.Browser.SendFormAsync(stolen, ("code", code));

        Assert.DoesNotContain(code, page.Body + string.Join(' ', page.Headers.SelectMany(header => header.Value)), StringComparison.Ordinal);
        Assert.Contains("doesn't match", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B085_a_code_lives_ten_minutes_and_is_of_no_use_for_anything_else()
    {
        await using var own = await OwnServerAsync();
        using var ada = await PhoneOwner.CreateAsync(own);
        await ada.SetAsync();
        using var user = new PhoneUser(own, ada.Number, ada.Browser);
        var change = await ada.AskAsync(Texting.NewNumber());
        var page = await user.AskAsync("/signin/phone?add=true");
        var code = await own.TextedCodeAsync(ada.Number);

        var elsewhere = await ada.Browser.SubmitAsync(change, ("code", code));
        own.Clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));
        var late = await user.Browser.SendFormAsync(page, ("code", code));

        Assert.Contains("doesn't match", elsewhere.Text, StringComparison.Ordinal);
        Assert.Equal("/signin/phone", late.Location?.AbsolutePath);
    }

    [Fact]
    public async Task B086_only_a_proved_number_of_one_account_gets_messages_and_signs_in()
    {
        var (unproved, twice) = (Texting.NewNumber(), Texting.NewNumber());
        await server.CreateUserAsync(new { phone_number = unproved });
        for (var i = 0; i < 2; i++) await server.CreateUserAsync(new { phone_number = twice, phone_number_verified = true });
        using var nobody = new PhoneUser(server, unproved);
        using var two = new PhoneUser(server, twice);

        await nobody.AskAsync();
        var answer = await two.SignInAsync();

        Assert.Empty(await server.TextsToAsync(unproved));
        Assert.Contains("no longer works", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B093_a_new_password_and_another_number_kill_codes_that_were_sent_before()
    {
        var (person, number) = await PhoneUser.PersonAsync(server);
        using var ada = new PhoneUser(server, number);
        var page = await ada.AskAsync();
        using var reset = new Forgetful(server, person.Email);
        await reset.SetAsync(await reset.ProveAsync());
        using var mover = await PhoneOwner.CreateAsync(server);
        await mover.SetAsync();
        using var old = new PhoneUser(server, mover.Number);
        var before = await old.AskAsync();
        var code = await server.TextedCodeAsync(mover.Number);
        await mover.SetAsync(Texting.NewNumber());

        Assert.Equal("/signin/phone", (await ada.Browser.SendFormAsync(page, ("code", await server.TextedCodeAsync(number)))).Location?.AbsolutePath);
        Assert.Equal("/signin/phone", (await old.Browser.SendFormAsync(before, ("code", code))).Location?.AbsolutePath);
    }

    [Fact]
    public async Task A_number_that_somebody_else_proved_since_no_longer_opens_the_account_before()
    {
        using var ada = await PhoneOwner.CreateAsync(server);
        await ada.SetAsync();
        using var eve = await PhoneOwner.CreateAsync(server, ada.Number);
        await eve.SetAsync();
        using var user = new PhoneUser(server, ada.Number);

        var home = await user.SignInAsync();

        Assert.Contains(eve.Person.Email, home.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(ada.Person.Email, home.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/signin/phone")]
    [InlineData("/signin/phone/code")]
    public async Task B102_a_form_that_another_site_posts_is_refused(string address)
    {
        using var browser = server.NewBrowser();

        Assert.Equal(400, (await browser.PostAsync(address, ("phone_number", "+4915123456789"), ("code", "123456"))).Status);
    }

    private static async Task<TestServer> OwnServerAsync(Dictionary<string, string?>? settings = null, DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        var own = await TestServer.StartAsync(provider, settings);
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        return own;
    }

    private static async Task<IReadOnlyList<string>> StatementsAsync(TestServer server, PhoneUser who)
    {
        var page = await who.Browser.GetAsync("/signin/phone");
        server.Statements.Take();
        await who.Browser.SendFormAsync(page, ("phone_number", who.Number));
        string[] tables = ["Challenges", "Outbox", "Attempt", "Users"];
        return [.. server.Statements.Take().Where(text => tables.Any(table => text.Contains(table, StringComparison.Ordinal)))];
    }

    private static string Plain(Answer answer, PhoneUser who)
    {
        var text = answer.Text.Replace(who.Shown, "…", StringComparison.Ordinal).Replace(who.Number, "…", StringComparison.Ordinal);
        return $"{answer.Status} {answer.PageName} {text} {string.Join(',', answer.Headers.Select(h => h.Key).Order())}";
    }
}
