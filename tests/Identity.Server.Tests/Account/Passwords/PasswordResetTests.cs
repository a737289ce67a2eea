using Identity.Core.Audit;
using Identity.Core.Messaging.Email;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Account.Passwords;

public sealed class PasswordResetTests(TestServer server)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task B093_a_reset_ends_everything_and_the_new_password_signs_in_to_the_app_that_waits(bool byLink)
    {
        var person = await Forgetful.PersonAsync(server);
        var s = await server.SignedInAsync(person, await server.NewBrowserAsync(person), "openid offline_access");
        using var ada = new Forgetful(server, person.Email);
        var request = (await server.CreateClientAsync()).Request();
        var signIn = await ada.Browser.AuthorizeAsync(request);
        var forgot = signIn.Page.QuerySelector("[data-part=forgot] a")!.GetAttribute("href")!;
        var page = byLink ? await OpenAsync(ada, forgot) : await ada.ProveAsync(forgot);

        var done = await ada.SetAsync(page);
        var again = await ada.Browser.GetAsync(done.Page.QuerySelector("main a")!.GetAttribute("href")!);
        var answer = await ada.Browser.SignInAsync(person with { Password = Forgetful.NewPassword }, again);

        Assert.Equal("reset", page.PageName);
        Assert.Equal("reset-done", done.PageName);
        Assert.NotNull(answer.Find("code"));
        Assert.Equal(401, (await server.UserInfoAsync(s.Tokens.AccessToken)).Status);
        Assert.Equal("invalid_grant", (await server.RefreshAsync(s.App, s.Tokens.RefreshToken)).Error);
        Assert.Equal("login_required", await s.SilentErrorAsync());
        Assert.True(await server.InDatabaseAsync(db => db.AuditEvents.AnyAsync(e => e.Kind == AuditKinds.UserPasswordChanged && e.TargetId == person.Id.ToString())));
    }

    [Fact]
    public async Task B107_the_owner_is_told_by_mail_whose_link_signs_nobody_in()
    {
        var person = await Forgetful.PersonAsync(server);
        using var ada = new Forgetful(server, person.Email);

        await ada.SetAsync(await ada.ProveAsync());

        var mail = Assert.Single(await server.MailToAsync(person.Email), mail => mail.Kind == EmailKinds.PasswordChanged);
        Assert.Equal("not-me", (await ada.Browser.GetAsync(new Uri(mail.Facts["link"]).PathAndQuery)).PageName);
        Assert.Equal("/signin", (await ada.Browser.GetAsync("/account/password")).Location?.AbsolutePath);
    }

    [Fact]
    public async Task B092_opening_the_link_consumes_nothing_and_twenty_at_once_set_one_password()
    {
        var person = await Forgetful.PersonAsync(server);
        using var ada = new Forgetful(server, person.Email);
        using var scanner = server.NewBrowser();
        await ada.AskAsync();
        var link = await server.LinkForAsync(person.Email);
        await scanner.SendAsync(HttpMethod.Head, link);
        await scanner.GetAsync(link);
        await scanner.PostAsync(link);
        var page = await ada.Browser.OpenAsync(link);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ada.Browser.SendFormAsync(page, ("new_password", Forgetful.NewPassword))));

        Assert.Equal(1, answers.Count(answer => answer.Location?.AbsolutePath == "/reset/done"));
        Assert.DoesNotContain(answers, answer => answer.Status >= 500 && answer.Status != 503);
        Assert.Equal(410, (await ada.Browser.GetAsync(link)).Status);
        Assert.Single(await server.MailToAsync(person.Email), mail => mail.Kind == EmailKinds.PasswordChanged);
    }

    [Fact]
    public async Task B108_the_password_is_asked_for_only_in_the_browser_that_brought_the_proof()
    {
        var person = await Forgetful.PersonAsync(server);
        using var ada = new Forgetful(server, person.Email);
        using var thief = new Forgetful(server, (await Forgetful.PersonAsync(server)).Email);
        await thief.AskAsync();
        await ada.AskAsync();
        var link = await server.LinkForAsync(person.Email);

        var elsewhere = await thief.Browser.OpenAsync(link);
        var unproved = await ada.Browser.GetAsync("/reset");

        Assert.Equal("Your code", elsewhere.Title);
        Assert.Contains((await server.CodeForAsync(person.Email)).Insert(3, " "), elsewhere.Text, StringComparison.Ordinal);
        Assert.Equal("/forgot", unproved.Location?.AbsolutePath);
        Assert.Equal("/forgot", (await thief.Browser.GetAsync("/reset")).Location?.AbsolutePath);
    }

    [Fact]
    public async Task B100_a_weak_password_is_refused_and_the_proof_is_kept()
    {
        var person = await Forgetful.PersonAsync(server);
        using var ada = new Forgetful(server, person.Email);

        var page = await ada.Browser.SubmitAsync(await ada.OpenLinkAsync(), ("new_password", "short"));
        var done = await ada.SetAsync(page);

        Assert.Contains("Use at least 15 characters.", page.Text, StringComparison.Ordinal);
        Assert.Equal("reset-done", done.PageName);
    }

    private async Task<Answer> OpenAsync(Forgetful ada, string forgot)
    {
        await ada.AskAsync(forgot);
        return await ada.Browser.OpenAsync(await server.LinkForAsync(ada.Email));
    }
}
