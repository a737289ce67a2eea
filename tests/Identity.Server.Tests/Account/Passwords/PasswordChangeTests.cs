using Identity.Core.Messaging.Email;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Account.Passwords;

public sealed class PasswordChangeTests(TestServer server)
{
    [Fact]
    public async Task B101_a_change_takes_the_current_password_keeps_this_session_with_another_handle_and_ends_the_others()
    {
        var person = await Forgetful.PersonAsync(server);
        using var browser = await server.NewBrowserAsync(person);
        var elsewhere = await server.SignedInAsync(person, await server.NewBrowserAsync(person), "openid offline_access");
        var page = await browser.GetAsync("/account/password");
        var handle = browser.Cookie("identity");

        var wrong = await browser.SubmitAsync(page, ("password", "not the password"), ("new_password", Forgetful.NewPassword));
        var still = await elsewhere.SilentErrorAsync();
        var done = await browser.SubmitAsync(wrong, ("password", person.Password), ("new_password", Forgetful.NewPassword));

        Assert.Contains("That is not your current password.", wrong.Text, StringComparison.Ordinal);
        Assert.Null(still);
        Assert.Contains("Your password is changed.", done.Text, StringComparison.Ordinal);
        Assert.NotEqual(handle, browser.Cookie("identity"));
        Assert.Equal("home", (await browser.GetAsync("/")).PageName);
        Assert.Equal("invalid_grant", (await server.RefreshAsync(elsewhere.App, elsewhere.Tokens.RefreshToken)).Error);
        Assert.Equal("login_required", await elsewhere.SilentErrorAsync());
        Assert.Single(await server.MailToAsync(person.Email), mail => mail.Kind == EmailKinds.PasswordChanged);
    }

    [Fact]
    public async Task B070_wrong_current_passwords_count_as_wrong_sign_ins()
    {
        var person = await Forgetful.PersonAsync(server);
        using var browser = await server.NewBrowserAsync(person);
        var page = await browser.GetAsync("/account/password");

        var last = page;
        for (var i = 0; i < 20 && last.Status != 429; i++) last = await browser.SubmitAsync(page, ("password", "not the password"), ("new_password", Forgetful.NewPassword));

        Assert.Equal(429, last.Status);
    }

    [Fact]
    public async Task Somebody_who_is_not_signed_in_signs_in_first()
    {
        using var browser = server.NewBrowser();

        Assert.Equal("/signin", (await browser.GetAsync("/account/password")).Location?.AbsolutePath);
    }
}
