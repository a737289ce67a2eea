using System.Text.Json;
using Identity.Core.Audit;
using Identity.Core.Logout;
using Identity.Core.Messaging;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Logout;

/// <summary>Which apps are told of the end of which session, whatever ended it.</summary>
public sealed class LogoutNoticeTests(TestServer server)
{
    private static readonly object Told = new { backchannel_logout_uri = "https://app.example.com/logout" };

    [Fact]
    public async Task Only_apps_of_the_session_are_told_and_each_once()
    {
        var ada = await server.CreateUserAsync();
        using var browser = await server.NewBrowserAsync(ada);
        var s = await server.SignedInAsync(ada, browser, client: Told);
        await server.TokensAsync(browser, s.App.Request());
        var second = await server.SignedInAsync(ada, browser, client: Told);
        var silent = await server.SignedInAsync(ada, browser);
        using var elsewhere = await server.NewBrowserAsync(ada);
        var other = await server.SignedInAsync(ada, elsewhere, client: Told);

        await browser.OpenAsync(SigningOut.Address(("id_token_hint", s.IdToken)));

        Assert.Equal(new LogoutNotice(await RowAsync(s.App), s.Sid, ada.Subject), Assert.Single(await NoticesAsync(s.App)));
        Assert.Single(await NoticesAsync(second.App));
        Assert.Empty(await NoticesAsync(silent.App));
        Assert.Empty(await NoticesAsync(other.App));
    }

    [Fact]
    public async Task The_sign_out_page_tells_the_apps_of_all_accounts_of_the_browser()
    {
        var s = await server.SignedInAsync(client: Told);
        var grace = await server.CreateUserAsync();
        await s.Browser.SignInAsync(grace);
        var t = await server.SignedInAsync(grace, s.Browser, client: Told);

        var page = await s.Browser.SubmitAsync(await s.Browser.OpenAsync("/signout"), ("decision", "signout"));

        Assert.Equal("signedout", page.PageName);
        Assert.Contains(s.App.Name, page.Text, StringComparison.Ordinal);
        Assert.Contains(t.App.Name, page.Text, StringComparison.Ordinal);
        Assert.Single(await NoticesAsync(s.App));
        Assert.Single(await NoticesAsync(t.App));
    }

    [Fact]
    public async Task Staying_signed_in_tells_nobody()
    {
        var s = await server.SignedInAsync(client: Told);

        await s.Browser.SubmitAsync(await s.Browser.OpenAsync("/signout"), ("decision", "stay"));

        Assert.Empty(await NoticesAsync(s.App));
        Assert.Null(await s.SilentErrorAsync());
    }

    [Fact]
    public async Task An_app_is_told_also_when_its_grant_was_revoked_meanwhile()
    {
        var s = await server.SignedInAsync("openid offline_access", Told);
        await server.CallAsync(s.App, "/connect/revoke", ("token", s.Tokens.RefreshToken!));

        await s.Browser.OpenAsync(SigningOut.Address(("id_token_hint", s.IdToken)));

        // Who threw the token away may still have a session of its own.
        Assert.Single(await NoticesAsync(s.App));
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_all_sessions_in_all_browsers()
    {
        var ada = await server.CreateUserAsync();
        using var browser = await server.NewBrowserAsync(ada);
        using var elsewhere = await server.NewBrowserAsync(ada);
        var here = await server.SignedInAsync(ada, browser, "openid offline_access", Told);
        var there = await server.SignedInAsync(ada, elsewhere, "openid offline_access", Told);
        var grace = await server.SignedInAsync();

        var page = await browser.SubmitAsync(await browser.OpenAsync("/signout"), ("decision", "everywhere"));

        Assert.Equal("signedout", page.PageName);
        Assert.Equal(("login_required", "login_required"), (await here.SilentErrorAsync(), await there.SilentErrorAsync()));
        Assert.Equal("invalid_grant", (await server.RefreshAsync(there.App, there.Tokens.RefreshToken)).Error);
        Assert.Equal((here.Sid, there.Sid), (Assert.Single(await NoticesAsync(here.App)).Sid, Assert.Single(await NoticesAsync(there.App)).Sid));
        Assert.Null(await grace.SilentErrorAsync());
        var audited = await server.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Actor == ada.Subject).Select(e => e.Kind).ToListAsync());
        Assert.Single(audited, kind => kind == AuditKinds.UserSignedOutEverywhere);
        Assert.Equal(2, audited.Count(kind => kind == AuditKinds.SessionEnded));
    }

    [Fact]
    public async Task An_account_that_is_turned_off_and_a_changed_password_tell_the_apps_too()
    {
        var off = await server.SignedInAsync(client: Told);
        var changed = await server.SignedInAsync(client: Told);

        await server.ChangeAsync(off.Person, (access, user) => access.TurnOffAsync(user, AuditActor.System, default));
        await server.ChangeAsync(changed.Person, (access, user) => access.SetPasswordAsync(user, user.PasswordHash!, AuditActor.System, null, default));

        Assert.Equal(off.Sid, Assert.Single(await NoticesAsync(off.App)).Sid);
        Assert.Equal(changed.Sid, Assert.Single(await NoticesAsync(changed.App)).Sid);
    }

    [Fact]
    public async Task An_account_that_is_deleted_tells_the_apps_and_leaves_nothing_that_works()
    {
        var s = await server.SignedInAsync(client: Told);

        await server.ApplyAsync(new { users = new[] { new { username = s.Person.Username, state = "absent" } } });

        Assert.Equal(s.Sid, Assert.Single(await NoticesAsync(s.App)).Sid);
        Assert.Equal(401, (await server.UserInfoAsync(s.Tokens.AccessToken)).Status);
        Assert.Equal("login_required", await s.SilentErrorAsync());
    }

    [Fact]
    public async Task The_session_in_which_a_password_was_changed_stays()
    {
        var ada = await server.CreateUserAsync();
        using var browser = await server.NewBrowserAsync(ada);
        using var elsewhere = await server.NewBrowserAsync(ada);
        var here = await server.SignedInAsync(ada, browser);
        var there = await server.SignedInAsync(ada, elsewhere);
        var session = await server.InDatabaseAsync(db => db.Sessions.SingleAsync(s => s.Sid == here.Sid));

        await server.ChangeAsync(ada, (access, user) => access.SetPasswordAsync(user, user.PasswordHash!, AuditActor.System, session.Id, default));

        Assert.Equal((null, "login_required"), (await here.SilentErrorAsync(), await there.SilentErrorAsync()));
    }

    private Task<Guid> RowAsync(App app) => server.InDatabaseAsync(db => db.Clients.Where(c => c.ClientId == app.ClientId).Select(c => c.Id).SingleAsync());

    private async Task<List<LogoutNotice>> NoticesAsync(App app)
    {
        var row = await RowAsync(app);
        var payloads = await server.InDatabaseAsync(db => db.OutboxMessages.Where(m => m.Kind == OutboxKinds.BackChannelLogout).Select(m => m.Payload).ToListAsync());
        return [.. payloads.Select(payload => JsonSerializer.Deserialize<LogoutNotice>(payload, JsonSerializerOptions.Web)!).Where(notice => notice.Client == row)];
    }
}
