using Identity.Core.Audit;
using Identity.Core.Setup;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Tests.Account.Invite;

public sealed class InviteTests(TestServer server)
{
    [Fact]
    public async Task Somebody_joins_by_the_link_and_has_a_proved_address_and_the_roles()
    {
        var app = await server.CreateClientAsync();
        using var ada = new Invited(server);
        var link = await ada.InviteAsync(i => i with { Roles = ["support", "Auditor"] });

        var page = await ada.Browser.GetAsync(link);
        var home = await ada.Browser.SubmitAsync(page, ("new_password", Person.GoodPassword));

        Assert.Equal("Ada Lovelace", page.Field("name"));
        Assert.Contains("Grace Hopper invites you", page.Text, StringComparison.Ordinal);
        Assert.Contains(ada.Email, page.Text, StringComparison.Ordinal);
        Assert.Equal("home", home.PageName);
        var tokens = await server.TokensAsync(ada.Browser, app.Request("openid profile email roles"));
        var claims = (await server.UserInfoAsync(tokens.AccessToken)).Json;
        Assert.Equal((ada.Email, true, "Ada Lovelace"), (claims.Text("email"), claims["email_verified"]!.GetValue<bool>(), claims.Text("name")));
        Assert.Equal(["Auditor", "Support"], Jwt.Read(tokens.IdToken!).Claims.Texts("roles").Order());
    }

    [Fact]
    public async Task Who_joined_signs_in_with_the_password_and_the_name_that_they_chose()
    {
        using var ada = new Invited(server);
        var page = await ada.Browser.GetAsync(await ada.InviteAsync());
        await ada.Browser.SubmitAsync(page, ("name", "Augusta King"), ("new_password", "quite another password"));
        using var elsewhere = server.NewBrowser();

        var home = await elsewhere.SubmitAsync(await elsewhere.GetAsync("/signin"), ("username", ada.Email), ("password", "quite another password"));

        Assert.Equal("home", home.PageName);
        Assert.Contains("Augusta King", home.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_to_an_app_names_it_and_leads_there()
    {
        var app = await server.CreateClientAsync(new { client_uri = "https://notes.example.com/start" });
        using var ada = new Invited(server);
        var link = await ada.InviteAsync(i => i with { ClientId = app.ClientId });

        var page = await ada.Browser.GetAsync(link);
        var answer = await ada.Browser.SendFormAsync(page, ("new_password", Person.GoodPassword));

        Assert.Contains(app.Name, page.Text, StringComparison.Ordinal);
        Assert.Contains("form-action 'self' https://notes.example.com", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("https://notes.example.com/start", answer.Location?.AbsoluteUri);
        Assert.Equal(app.Name, (await server.MailToAsync(ada.Email))[^1].Facts["app"]);
    }

    [Fact]
    public async Task An_app_that_is_gone_by_then_keeps_nobody_out()
    {
        var app = await server.CreateClientAsync();
        using var ada = new Invited(server);
        var link = await ada.InviteAsync(i => i with { ClientId = app.ClientId });
        await server.ApplyAsync(new { clients = new[] { new { client_id = app.ClientId, state = "absent" } } });

        Assert.Equal("home", (await ada.JoinAsync(link)).PageName);
    }

    [Theory]
    [InlineData("Invited")]
    [InlineData("Closed")]
    public async Task Where_people_do_not_sign_up_themselves_an_invitation_lets_them_in(string mode)
    {
        await using var own = await SetUpAsync(new() { ["SignUp:Mode"] = mode });
        using var stranger = own.NewBrowser();
        using var ada = new Invited(own);
        var signUp = await stranger.GetAsync("/signup");

        var home = await ada.JoinAsync(await ada.InviteAsync());

        Assert.Null(signUp.Page.QuerySelector("form[data-part=form]"));
        Assert.Equal("home", home.PageName);
        Assert.Equal(1, await ada.AccountsAsync());
    }

    [Fact]
    public async Task B095_opening_the_link_uses_nothing_up()
    {
        using var ada = new Invited(server);
        var link = await ada.InviteAsync();
        using var scanner = server.NewBrowser();

        await scanner.SendAsync(HttpMethod.Head, link);
        for (var i = 0; i < 3; i++) await scanner.GetAsync(link);
        var posted = await scanner.PostAsync(link, ("new_password", Person.GoodPassword));

        Assert.Equal(400, posted.Status);
        Assert.Equal(0, await ada.AccountsAsync());
        Assert.Equal("home", (await ada.JoinAsync(link)).PageName);
    }

    [Fact]
    public async Task B092_a_used_link_makes_nothing_even_when_the_account_has_moved_to_another_address()
    {
        using var ada = new Invited(server);
        var link = await ada.InviteAsync();
        await ada.JoinAsync(link);
        await server.InDatabaseAsync(db => db.Users.Where(u => u.Email == ada.Email).ExecuteUpdateAsync(set => set.SetProperty(u => u.Email, "elsewhere@example.com").SetProperty(u => u.NormalizedEmail, $"elsewhere-{ada.Email}")));

        var again = await ada.Browser.GetAsync(link);

        Assert.Equal((410, "This invitation no longer works"), (again.Status, again.Title));
        Assert.Null(again.Page.QuerySelector("form[data-part=form]"));
        Assert.Equal(0, await ada.AccountsAsync());
    }

    [Fact]
    public async Task A_second_invitation_makes_the_first_void_however_the_address_is_written()
    {
        using var ada = new Invited(server);
        var first = await ada.InviteAsync();
        var page = await ada.Browser.GetAsync(first);
        // Another spelling gets the second mail.
        using var again = new Invited(server) { Email = ada.Email.ToUpperInvariant() };
        var second = await again.InviteAsync();

        var late = await ada.Browser.SubmitAsync(page, ("new_password", Person.GoodPassword));

        Assert.Equal(410, late.Status);
        Assert.Equal(410, (await ada.Browser.GetAsync(first)).Status);
        Assert.Equal("home", (await again.JoinAsync(second)).PageName);
    }

    [Fact]
    public async Task A_revoked_invitation_is_void_and_can_be_revoked_once()
    {
        using var ada = new Invited(server);
        var link = await ada.InviteAsync();
        var page = await ada.Browser.GetAsync(link);

        Assert.True(await ada.RevokeAsync());
        Assert.False(await ada.RevokeAsync());

        Assert.Equal(410, (await ada.Browser.SubmitAsync(page, ("new_password", Person.GoodPassword))).Status);
        Assert.Equal(0, await ada.AccountsAsync());
    }

    [Fact]
    public async Task After_seven_days_it_is_void()
    {
        await using var own = await SetUpAsync([]);
        using var ada = new Invited(own);
        var link = await ada.InviteAsync();

        own.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        var page = await ada.Browser.GetAsync(link);
        own.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(200, page.Status);
        Assert.Equal(410, (await ada.Browser.SubmitAsync(page, ("new_password", Person.GoodPassword))).Status);
        Assert.Equal(0, await ada.AccountsAsync());
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("short")]
    public async Task An_unknown_link_says_whom_to_ask(string token)
    {
        using var browser = server.NewBrowser();

        var page = await browser.GetAsync($"/invite/{token}");

        Assert.Equal(410, page.Status);
        Assert.Contains("ask whoever invited you", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_link_of_another_purpose_is_no_invitation()
    {
        var person = await server.CreateUserAsync(new { email_verified = true });
        using var browser = server.NewBrowser();
        await browser.SubmitAsync(await browser.GetAsync("/signin/link"), ("email", person.Email));

        var link = await server.LinkForAsync(person.Email);

        Assert.Equal(410, (await browser.GetAsync(link.Replace("/signin/link/", "/invite/", StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task What_has_to_be_mended_is_said_and_uses_nothing_up()
    {
        using var ada = new Invited(server);
        var link = await ada.InviteAsync();
        var page = await ada.Browser.GetAsync(link);

        var missing = await ada.Browser.SubmitAsync(page, ("name", "Ada"));
        var weak = await ada.Browser.SubmitAsync(page, ("name", "Ada\u202eevil"), ("new_password", "short"));
        var own = await ada.Browser.SubmitAsync(page, ("new_password", ada.Email));

        Assert.Equal((422, 422, 422), (missing.Status, weak.Status, own.Status));
        Assert.Contains("Choose a password", missing.Text, StringComparison.Ordinal);
        Assert.Equal("Ada", missing.Field("name"));
        Assert.Contains("Use at least 15 characters.", weak.Text, StringComparison.Ordinal);
        Assert.Contains("A name has no line breaks", weak.Text, StringComparison.Ordinal);
        Assert.Equal("", weak.Field("new_password"));
        Assert.Equal("home", (await ada.JoinAsync(link)).PageName);
    }

    [Fact]
    public async Task B098_an_account_that_never_proved_the_address_loses_it_and_all_that_it_was_given()
    {
        using var ada = new Invited(server);
        var squatter = await server.CreateUserAsync(new { email = ada.Email });
        var app = await server.SignedInAsync(squatter, await server.NewBrowserAsync(squatter), "openid offline_access");
        using var device = app.Browser;

        var home = await ada.JoinAsync(await ada.InviteAsync());

        Assert.Equal("home", home.PageName);
        Assert.Equal(1, await ada.AccountsAsync());
        Assert.Equal("/signin", (await device.GetAsync("/")).Location?.AbsolutePath);
        Assert.Equal("invalid_grant", (await server.RefreshAsync(app.App, app.Tokens.RefreshToken)).Error);
        using var again = server.NewBrowser();
        Assert.Equal("signin", (await again.SignInAsync(squatter)).PageName);
        var mine = await server.TokensAsync(ada.Browser, (await server.CreateClientAsync()).Request("openid"));
        Assert.NotEqual(squatter.Subject, Jwt.Read(mine.IdToken!).Claims.Text("sub"));
    }

    [Fact]
    public async Task Somebody_who_got_an_account_meanwhile_is_told_to_sign_in_and_nothing_is_made()
    {
        using var ada = new Invited(server);
        var link = await ada.InviteAsync(i => i with { Roles = ["Support"] });
        var page = await ada.Browser.GetAsync(link);
        var person = await server.CreateUserAsync(new { email = ada.Email, email_verified = true });

        var shown = await ada.Browser.GetAsync(link);
        var posted = await ada.Browser.SubmitAsync(page, ("new_password", "quite another password"));

        Assert.All([shown, posted], answer => Assert.Equal("You have an account already", answer.Title));
        Assert.Equal(1, await ada.AccountsAsync());
        using var own = server.NewBrowser();
        Assert.Equal("home", (await own.SignInAsync(person)).PageName);
        Assert.Equal(0, await server.InDatabaseAsync(db => db.UserRoles.CountAsync(member => member.UserId == person.Id)));
    }

    [Fact]
    public async Task Somebody_who_is_signed_in_is_told_so_and_switches_to_the_new_account()
    {
        var grace = await server.CreateUserAsync();
        using var ada = new Invited(server) { Browser = await server.NewBrowserAsync(grace) };

        var page = await ada.Browser.GetAsync(await ada.InviteAsync());
        var home = await ada.Browser.SubmitAsync(page, ("new_password", Person.GoodPassword));

        Assert.Contains($"You are signed in here as {grace.Email}", Plain(page), StringComparison.Ordinal);
        Assert.Contains(grace.Email, home.Text, StringComparison.Ordinal);
        Assert.True(home.Text.IndexOf(ada.Email, StringComparison.Ordinal) < home.Text.IndexOf(grace.Email, StringComparison.Ordinal), "The new account is not the one in use.");
    }

    [Fact]
    public async Task Who_joins_as_the_first_owner_closes_set_up()
    {
        await using var own = await TestServer.StartAsync();
        var token = await own.InScopeAsync(scope => scope.GetRequiredService<SetupLinks>().IssueAsync(AuditActor.System, default));
        using var ada = new Invited(own);

        await ada.JoinAsync(await ada.InviteAsync(i => i with { Roles = ["Owner"] }));
        await own.InDatabaseAsync(db => db.UserRoles.ExecuteDeleteAsync());

        Assert.Equal(410, (await ada.Browser.GetAsync($"/setup/{token}")).Status);
    }

    [Fact]
    public async Task B139_B144_the_link_is_in_the_mail_alone()
    {
        await using var own = await SetUpAsync([]);
        using var ada = new Invited(own);
        var link = await ada.InviteAsync();
        var token = link[(link.LastIndexOf('/') + 1)..];

        var page = await ada.Browser.GetAsync(link);
        var stored = await own.InDatabaseAsync(async db => string.Join('\n', await db.Challenges.Select(c => c.Payload + c.LinkHash + c.CodeHash).ToListAsync()) + string.Join('\n', await db.AuditEvents.Select(e => e.Data).ToListAsync()));
        await ada.Browser.SubmitAsync(page, ("new_password", Person.GoodPassword));

        Assert.Equal("no-referrer", page.Header("Referrer-Policy"));
        Assert.DoesNotContain(token, stored, StringComparison.Ordinal);
        Assert.DoesNotContain("Lovelace", stored, StringComparison.Ordinal);
        Assert.DoesNotContain(own.Log.All, line => line.Contains(token, StringComparison.Ordinal) || line.Contains(Person.GoodPassword, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_audit_log_shows_who_was_invited_who_joined_and_what_was_taken_back()
    {
        await using var own = await SetUpAsync([]);
        using var ada = new Invited(own);
        using var alan = new Invited(own);
        await alan.InviteAsync();
        await alan.RevokeAsync();
        await ada.JoinAsync(await ada.InviteAsync(i => i with { Roles = ["Support"] }));

        var id = await own.InDatabaseAsync(db => db.Users.Where(u => u.Email == ada.Email).Select(u => u.Id).SingleAsync());
        var events = await own.InDatabaseAsync(db => db.AuditEvents.Where(e => e.TargetKind == "invitation" || e.TargetId == id.ToString()).ToListAsync());

        Assert.Equal(
            [$"invitation.accepted {id}", "invitation.revoked invitations", "invitation.sent invitations", "invitation.sent invitations", $"user.created {id}"],
            events.Select(e => $"{e.Kind} {e.Actor}").Order(StringComparer.Ordinal));
        var accepted = events.Single(e => e.Kind == AuditKinds.InvitationAccepted);
        Assert.Contains("\"roles\":[\"Support\"]", events.Single(e => e.Kind == AuditKinds.InvitationSent && e.TargetId == accepted.TargetId).Data, StringComparison.Ordinal);
        Assert.Contains("\"by\":\"invitation\"", events.Single(e => e.Kind == AuditKinds.UserCreated).Data, StringComparison.Ordinal);
    }

    // Without the marks that keep values of another script apart.
    private static string Plain(Answer answer) => string.Concat(answer.Text.Where(c => c is not ('\u2068' or '\u2069')));

    // With settings and a clock of its own.
    private static async Task<TestServer> SetUpAsync(Dictionary<string, string?> settings)
    {
        var own = await TestServer.StartAsync(settings: settings);
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        return own;
    }
}
