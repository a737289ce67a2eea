using Identity.Core.Audit;
using Identity.Core.Messaging.Email;
using Identity.Core.Messaging.Sms;
using Identity.Server.Tests.Account.Passwords;
using Identity.Server.Tests.Account.SignIn.Link;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Account.Phones;

public sealed class PhoneChangeTests(TestServer server)
{
    [Fact]
    public async Task A_number_counts_once_it_is_proved_and_apps_learn_it()
    {
        using var ada = await PhoneOwner.CreateAsync(server);
        var page = await ada.AskAsync($"  +49 (1512) {ada.Number[7..]} ");
        var before = await ada.ReadAsync();

        var done = await ada.Browser.SubmitAsync(page, ("code", await server.TextedCodeAsync(ada.Number)));

        Assert.Equal("phone-verify", page.PageName);
        Assert.Contains($"+49\u00a01512\u00a0{ada.Number[7..]}", page.Text, StringComparison.Ordinal);
        Assert.Equal((null, false), before);
        Assert.Equal("phone", done.PageName);
        Assert.Contains("Your phone number is confirmed.", done.Text, StringComparison.Ordinal);
        Assert.Contains($"+49\u00a01512\u00a0{ada.Number[7..]}", done.Text, StringComparison.Ordinal);
        Assert.Equal((ada.Number, true), await ada.ReadAsync());
        Assert.Equal(EmailKinds.PhoneChanged, Assert.Single(await server.MailToAsync(ada.Person.Email)).Kind);
        Assert.True(await server.InDatabaseAsync(db => db.AuditEvents.AnyAsync(e => e.Kind == AuditKinds.UserPhoneChanged && e.Actor == ada.Person.Subject)));
        var tokens = (await server.SignedInAsync(ada.Person, ada.Browser, "openid phone")).Tokens;
        var claims = (await server.UserInfoAsync(tokens.AccessToken)).Json;
        Assert.Equal((ada.Number, true), (claims["phone_number"]!.GetValue<string>(), claims["phone_number_verified"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task The_number_before_stays_until_the_new_one_is_proved_and_is_told_then()
    {
        using var ada = await PhoneOwner.CreateAsync(server);
        await ada.SetAsync();
        var next = Texting.NewNumber();
        var page = await ada.AskAsync(next);
        var waiting = await ada.ReadAsync();

        await ada.Browser.SubmitAsync(page, ("code", await server.TextedCodeAsync(next)));

        Assert.Equal((ada.Number, true), waiting);
        Assert.Equal((next, true), await ada.ReadAsync());
        Assert.Equal([SmsKinds.VerifyNumber, SmsKinds.NumberChanged], (await server.TextsToAsync(ada.Number)).Select(text => text.Kind));
        Assert.Equal([SmsKinds.VerifyNumber], (await server.TextsToAsync(next)).Select(text => text.Kind));
        Assert.Equal(2, (await server.MailToAsync(ada.Person.Email)).Count);
    }

    [Fact]
    public async Task A_number_is_removed_with_the_password_and_its_owner_is_told()
    {
        using var ada = await PhoneOwner.CreateAsync(server);
        await ada.SetAsync();

        var wrong = await ada.RemoveAsync("not the password");
        var still = await ada.ReadAsync();
        var done = await ada.RemoveAsync();

        Assert.Contains("That is not your current password.", wrong.Text, StringComparison.Ordinal);
        Assert.Equal((ada.Number, true), still);
        Assert.Contains("Your phone number is removed.", done.Text, StringComparison.Ordinal);
        Assert.Equal((null, false), await ada.ReadAsync());
        Assert.Equal([EmailKinds.PhoneChanged, EmailKinds.PhoneChanged], (await server.MailToAsync(ada.Person.Email)).Select(mail => mail.Kind));
        Assert.Equal(SmsKinds.NumberChanged, (await server.TextsToAsync(ada.Number))[^1].Kind);
    }

    [Fact]
    public async Task A_number_is_of_whoever_proved_it_last_and_the_one_before_is_told()
    {
        using var ada = await PhoneOwner.CreateAsync(server);
        using var eve = await PhoneOwner.CreateAsync(server, ada.Number);
        await ada.SetAsync();

        var free = await eve.AskAsync(Texting.NewNumber());
        var taken = await eve.AskAsync();
        await eve.Browser.SubmitAsync(taken, ("code", await server.TextedCodeAsync(ada.Number)));

        Assert.Equal(free.Status, taken.Status);
        Assert.Equal((null, false), await ada.ReadAsync());
        Assert.Equal((ada.Number, true), await eve.ReadAsync());
        Assert.Equal([EmailKinds.PhoneChanged, EmailKinds.PhoneChanged], (await server.MailToAsync(ada.Person.Email)).Select(mail => mail.Kind));
    }

    [Fact]
    public async Task Another_code_is_sent_after_a_pause_and_the_one_before_works_no_more()
    {
        await using var own = await OwnServerAsync();
        using var ada = await PhoneOwner.CreateAsync(own);
        var page = await ada.AskAsync();
        var before = await own.TextedCodeAsync(ada.Number);

        var early = await ResendAsync(ada, page);
        own.Clock.Advance(TimeSpan.FromSeconds(31));
        var sent = await ResendAsync(ada, page);
        var after = await own.TextedCodeAsync(ada.Number);
        var old = await ada.Browser.SendFormAsync(sent, ("code", before));

        Assert.Equal((429, "30"), (early.Status, early.Header("Retry-After")));
        Assert.Contains("We sent a new code", sent.Text, StringComparison.Ordinal);
        Assert.NotEqual(before, after);
        Assert.Equal(422, old.Status);
        Assert.Equal("phone", (await ada.Browser.SubmitAsync(sent, ("code", after))).PageName);
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field()
    {
        using var ada = await PhoneOwner.CreateAsync(server);
        await ada.SetAsync();

        Assert.Contains("Enter a phone number", (await ada.AskAsync("")).Text, StringComparison.Ordinal);
        Assert.Contains("Begin with the country code", (await ada.AskAsync("01512 3456789")).Text, StringComparison.Ordinal);
        Assert.Contains("That is a landline", (await ada.AskAsync("+49 30 123456")).Text, StringComparison.Ordinal);
        Assert.Contains("That is your phone number already.", (await ada.AskAsync()).Text, StringComparison.Ordinal);
        Assert.Contains("Enter your current password", (await ada.AskAsync(password: "")).Text, StringComparison.Ordinal);
        Assert.Contains("Enter the code from the text message", (await ada.Browser.SubmitAsync(await ada.AskAsync(Texting.NewNumber()), ("code", ""))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_text_messages_are_sent_a_number_can_be_taken_away_and_nothing_else()
    {
        await using var own = await WithoutTextsAsync();
        var ada = await own.CreateUserAsync(new { phone_number = Texting.NewNumber(), phone_number_verified = true });
        using var browser = await SecureBrowser.SignInAsync(own, ada);

        var home = await browser.GetAsync("/");
        var page = await browser.GetAsync("/account/phone");
        var change = await browser.PostAsync("/account/phone", page, ("phone_number", Texting.NewNumber()), ("password", ada.Password));
        var removed = await browser.PostAsync("/account/phone?handler=Remove", page, ("password", ada.Password));

        Assert.Contains("/account/phone", home.Body, StringComparison.Ordinal);
        Assert.Contains("sends no text messages", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Field("phone_number"));
        Assert.Equal(404, change.Status);
        Assert.Equal("?changed=true", removed.Location?.Query);
        Assert.Contains("removed", (await browser.GetAsync("/account/phone?changed=true")).Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(404, (await browser.GetAsync("/account/phone")).Status);
    }

    [Fact]
    public async Task Without_a_number_it_is_neither_offered_nor_there_where_no_text_messages_are_sent()
    {
        await using var own = await WithoutTextsAsync();
        using var browser = await SecureBrowser.SignInAsync(own, await own.CreateUserAsync());

        Assert.DoesNotContain("/account/phone", (await browser.GetAsync("/")).Body, StringComparison.Ordinal);
        Assert.Equal(404, (await browser.GetAsync("/account/phone")).Status);
        Assert.Equal(404, (await browser.GetAsync("/account/phone/verify")).Status);
    }

    [Fact]
    public async Task Mistakes_are_told_in_the_order_of_the_fields()
    {
        using var ada = await PhoneOwner.CreateAsync(server);

        var page = await ada.AskAsync("", "");

        Assert.Equal(["#phone_number", "#password"], page.Page.QuerySelectorAll("[data-errors] a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task B101_a_change_takes_the_password()
    {
        using var ada = await PhoneOwner.CreateAsync(server);

        var answer = await ada.AskAsync(password: "not the password");

        Assert.Contains("That is not your current password.", answer.Text, StringComparison.Ordinal);
        Assert.Empty(await server.TextsToAsync(ada.Number));
    }

    [Fact]
    public async Task B101_somebody_without_a_password_has_to_have_signed_in_just_now()
    {
        await using var own = await OwnServerAsync();
        var person = await LinkUser.PersonAsync(own);
        await own.InDatabaseAsync(db => db.Users.Where(u => u.Email == person.Email).ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, (string?)null)));
        using var user = new LinkUser(own, person.Email);
        await user.SignInAsync(byLink: false);
        using var grace = new PhoneOwner(own, person, user.Browser);

        var fresh = await user.Browser.GetAsync("/account/phone");
        own.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        var stale = await user.Browser.SubmitAsync(fresh, ("phone_number", grace.Number));
        await user.SignInAsync(byLink: false, "/signin/link?add=true");
        var again = await user.Browser.SubmitAsync(await user.Browser.GetAsync("/account/phone"), ("phone_number", grace.Number));

        Assert.Contains("sign in again first", stale.Text, StringComparison.Ordinal);
        Assert.Equal("phone-verify", again.PageName);
    }

    [Fact]
    public async Task B085_a_code_is_in_the_message_alone_and_counts_only_in_the_browser_and_for_the_account_that_asked()
    {
        using var ada = await PhoneOwner.CreateAsync(server);
        using var eve = await PhoneOwner.CreateAsync(server);
        var page = await ada.AskAsync();
        var stolen = await eve.AskAsync();
        var code = await server.TextedCodeAsync(ada.Number);

        var answer = await eve.Browser.SubmitAsync(stolen, ("code", code));

        Assert.DoesNotContain(code, page.Body + string.Join(' ', page.Headers.SelectMany(header => header.Value)), StringComparison.Ordinal);
        Assert.Contains("doesn't match", answer.Text, StringComparison.Ordinal);
        Assert.Equal((null, false), await eve.ReadAsync());
    }

    [Fact]
    public async Task B085_a_code_lives_ten_minutes()
    {
        await using var own = await OwnServerAsync();
        using var ada = await PhoneOwner.CreateAsync(own);
        var page = await ada.AskAsync();

        own.Clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));

        Assert.Equal("phone", (await ada.Browser.SubmitAsync(page, ("code", await own.TextedCodeAsync(ada.Number)))).PageName);
        Assert.Equal((null, false), await ada.ReadAsync());
    }

    [Fact]
    public async Task B071_of_200_guesses_at_once_only_as_many_are_looked_at_as_are_allowed()
    {
        await using var own = await OwnServerAsync(new() { ["PhoneChange:TriesPerCode"] = "5", ["PhoneChange:TriesPerAccount"] = "100" });
        using var ada = await PhoneOwner.CreateAsync(own);
        var page = await ada.AskAsync();
        var wrong = Mail.OtherCode(await own.TextedCodeAsync(ada.Number));

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => ada.Browser.SendFormAsync(page, ("code", wrong))));

        Assert.Equal(5, answers.Count(answer => answer.Text.Contains("doesn't match", StringComparison.Ordinal)));
        Assert.DoesNotContain(answers, answer => answer.Status >= 500);
    }

    [Fact]
    public async Task B095_a_code_that_is_sent_ten_times_at_once_counts_once()
    {
        await using var own = await OwnServerAsync(new() { ["PhoneChange:TriesPerCode"] = "10" });
        using var ada = await PhoneOwner.CreateAsync(own);
        var page = await ada.AskAsync();
        var code = await own.TextedCodeAsync(ada.Number);

        // All have found the code unused before one of them uses it up.
        own.Statements.Meet("FROM \"Challenges\"", 10);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ada.Browser.SendFormAsync(page, ("code", code))));

        Assert.Single(answers, answer => answer.Location?.Query == "?changed=true");
        Assert.DoesNotContain(answers, answer => answer.Status >= 500);
        Assert.Single(await own.MailToAsync(ada.Person.Email));
    }

    [Fact]
    public async Task B086_one_account_one_number_and_one_network_get_only_so_many_messages()
    {
        await using var own = await OwnServerAsync(new() { ["Sms:MessagesPerAccount"] = "2", ["Sms:MessagesPerNumber"] = "3", ["Sms:MessagesPerNetwork"] = "6" });
        using var ada = await PhoneOwner.CreateAsync(own);
        using var eve = await PhoneOwner.CreateAsync(own);
        using var kay = await PhoneOwner.CreateAsync(own);
        var shared = Texting.NewNumber();

        var byAccount = new[] { await ada.AskAsync(shared), await ada.AskAsync(shared), await ada.AskAsync(shared) };
        var byNumber = new[] { await eve.AskAsync(shared), await eve.AskAsync(shared) };
        var byNetwork = new[] { await kay.AskAsync(), await kay.AskAsync() };

        Assert.Equal([200, 200, 429], byAccount.Select(answer => answer.Status));
        Assert.Equal("86400", byAccount[^1].Header("Retry-After"));
        Assert.Contains("Too many text messages.", byAccount[^1].Text, StringComparison.Ordinal);
        Assert.Equal([200, 429], byNumber.Select(answer => answer.Status));
        Assert.Equal([200, 429], byNetwork.Select(answer => answer.Status));
        Assert.Equal(3, (await own.TextsToAsync(shared)).Count);
    }

    [Fact]
    public async Task B093_a_new_password_kills_a_change_that_waits()
    {
        using var eve = await PhoneOwner.CreateAsync(server);
        var page = await eve.AskAsync();
        using var owner = new Forgetful(server, eve.Person.Email);
        await owner.SetAsync(await owner.ProveAsync());
        await eve.Browser.SignInAsync(eve.Person with { Password = Forgetful.NewPassword });

        Assert.Equal("phone", (await eve.Browser.SubmitAsync(page, ("code", await server.TextedCodeAsync(eve.Number)))).PageName);
        Assert.Equal((null, false), await eve.ReadAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task B093_not_me_puts_the_number_back_and_shuts_everybody_out(bool hadOne)
    {
        using var thief = await PhoneOwner.CreateAsync(server);
        if (hadOne) await thief.SetAsync(thief.Number);
        await thief.SetAsync(Texting.NewNumber());
        using var owner = server.NewBrowser();

        var page = await owner.GetAsync(await server.LinkForAsync(thief.Person.Email));
        var secured = await owner.SubmitAsync(page);

        Assert.Contains("Its phone number was changed or removed", page.Text, StringComparison.Ordinal);
        Assert.Equal("forgot-verify", secured.PageName);
        Assert.Equal(hadOne ? (thief.Number, true) : (null, false), await thief.ReadAsync());
        Assert.Equal("/signin", (await thief.Browser.GetAsync("/account/phone")).Location?.AbsolutePath);
    }

    [Theory]
    [InlineData("/account/phone")]
    [InlineData("/account/phone?handler=Remove")]
    [InlineData("/account/phone/verify")]
    public async Task B102_a_form_that_another_site_posts_is_refused(string address)
    {
        using var ada = await PhoneOwner.CreateAsync(server);

        Assert.Equal(400, (await ada.Browser.PostAsync(address, ("phone_number", ada.Number), ("password", ada.Person.Password), ("code", "123456"))).Status);
    }

    private static async Task<TestServer> OwnServerAsync(Dictionary<string, string?>? settings = null)
    {
        var own = await TestServer.StartAsync(settings: settings);
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        return own;
    }

    private static async Task<Answer> ResendAsync(PhoneOwner who, Answer page)
    {
        var form = page.Page.QuerySelector("form[data-part=resend]")!;
        var hidden = form.QuerySelectorAll("input[type=hidden]").Select(input => (input.GetAttribute("name")!, input.GetAttribute("value") ?? ""));
        return await who.Browser.FollowAsync(await who.Browser.PostAsync(form.GetAttribute("action")!, [.. hidden]));
    }

    private static async Task<TestServer> WithoutTextsAsync()
    {
        var own = await TestServer.StartAsync(settings: SecureBrowser.Settings);
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        return own;
    }
}
