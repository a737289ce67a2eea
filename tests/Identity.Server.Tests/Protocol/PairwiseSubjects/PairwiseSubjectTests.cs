using System.Text.Json;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Protocol.PairwiseSubjects;

public sealed class PairwiseSubjectTests(TestServer server)
{
    private static readonly object Pairwise = new { subject_type = "pairwise" };

    [Fact]
    public async Task Two_apps_know_one_person_by_two_subjects_and_each_by_the_same_one_every_time()
    {
        var person = await server.CreateUserAsync();
        using var browser = await server.NewBrowserAsync(person);
        var (one, two) = (await server.CreateClientAsync(Pairwise), await server.CreateClientAsync(Pairwise));

        var first = await SubjectAsync(browser, one);
        var again = await SubjectAsync(browser, one);
        var other = await SubjectAsync(browser, two);

        Assert.Equal(first, again);
        Assert.Equal(3, new HashSet<string> { first, other, person.Subject }.Count);
        Assert.DoesNotContain(person.Id.ToString("N")[..8], first, StringComparison.OrdinalIgnoreCase);
        Assert.InRange(first.Length, 20, 255);
    }

    [Fact]
    public async Task Two_people_have_two_subjects_in_one_app()
    {
        var app = await server.CreateClientAsync(Pairwise);
        using var ada = await server.NewBrowserAsync(await server.CreateUserAsync());
        using var ben = await server.NewBrowserAsync(await server.CreateUserAsync());

        Assert.NotEqual(await SubjectAsync(ada, app), await SubjectAsync(ben, app));
    }

    [Fact]
    public async Task Apps_of_one_host_are_one_sector()
    {
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var host = $"https://{Guid.NewGuid():N}.example.com";
        var one = await server.CreateClientAsync(new { subject_type = "pairwise", redirect_uris = new[] { $"{host}/one" } });
        var two = await server.CreateClientAsync(new { subject_type = "pairwise", redirect_uris = new[] { $"{host}/two" } });

        Assert.Equal(await SubjectAsync(browser, one), await SubjectAsync(browser, two));
    }

    [Fact]
    public async Task It_is_the_same_in_every_token_and_answer_and_after_a_refresh()
    {
        var app = await server.CreateClientAsync(Pairwise);
        var person = await server.CreateUserAsync();
        using var browser = await server.NewBrowserAsync(person);
        var tokens = await server.TokensAsync(browser, app.Request("openid email offline_access"));
        var subject = Jwt.Read(tokens.IdToken).Claims.Text("sub");

        var userInfo = await server.UserInfoAsync(tokens.AccessToken);
        var access = await server.CallAsync(app, "/connect/introspect", ("token", tokens.AccessToken));
        var refresh = await server.CallAsync(app, "/connect/introspect", ("token", tokens.RefreshToken!));
        var next = Tokens.Of(await server.RefreshAsync(app, tokens.RefreshToken));
        var after = await server.UserInfoAsync(next.AccessToken);

        Assert.NotEqual(person.Subject, subject);
        Assert.Equal(person.Email, userInfo.Json.Text("email"));
        foreach (var claims in new[] { userInfo.Json, access.Json, refresh.Json, after.Json, Jwt.Read(tokens.AccessToken).Claims, Jwt.Read(next.AccessToken).Claims, Jwt.Read(next.IdToken).Claims })
        {
            Assert.Equal(subject, claims.Text("sub"));
            Assert.DoesNotContain(person.Subject, claims.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task A_hint_names_the_person_and_nobody_else()
    {
        var app = await server.CreateClientAsync(Pairwise);
        var (ada, ben) = (await server.CreateUserAsync(), await server.CreateUserAsync());
        using var browser = await server.NewBrowserAsync(ada);
        var hint = (await server.TokensAsync(browser, app.Request())).IdToken!;
        await browser.SignInAsync(ben);

        var request = app.Request().With("prompt", "none").With("id_token_hint", hint);
        var answer = await server.RedeemAsync(request, await browser.CodeAsync(request));
        using var stranger = await server.NewBrowserAsync(ben);
        var refused = await stranger.AuthorizeAsync(app.Request().With("prompt", "none").With("id_token_hint", hint));

        Assert.Equal(Jwt.Read(hint).Claims.Text("sub"), Jwt.Read(Tokens.Of(answer).IdToken).Claims.Text("sub"));
        Assert.Equal("login_required", refused.Error);
    }

    [Fact]
    public async Task B015_the_account_id_itself_is_no_hint_for_such_an_app()
    {
        var app = await server.CreateClientAsync(Pairwise);
        var person = await server.CreateUserAsync();
        using var browser = await server.NewBrowserAsync(person);

        var answer = await browser.AuthorizeAsync(app.Request().With("prompt", "none").With("claims", JsonSerializer.Serialize(new { id_token = new { sub = new { value = person.Subject } } })));

        Assert.Equal("login_required", answer.Error);
    }

    [Fact]
    public async Task Signing_out_with_such_a_hint_asks_nobody()
    {
        var app = await server.CreateClientAsync(Pairwise);
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var tokens = await server.TokensAsync(browser, app.Request("openid offline_access"));

        var end = await browser.GetAsync($"/connect/endsession?id_token_hint={tokens.IdToken}&post_logout_redirect_uri={Uri.EscapeDataString(app.PostLogoutRedirectUri)}");

        Assert.Equal(new Uri(app.PostLogoutRedirectUri), end.Location);
        Assert.Equal("invalid_grant", (await server.RefreshAsync(app, tokens.RefreshToken)).Error);
    }

    [Fact]
    public async Task Two_apps_know_one_session_by_two_names_and_each_by_the_same_one_every_time()
    {
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var (one, two, open) = (await server.CreateClientAsync(Pairwise), await server.CreateClientAsync(Pairwise), await server.CreateClientAsync());

        var first = await server.TokensAsync(browser, one.Request("openid offline_access"));
        var refreshed = Tokens.Of(await server.RefreshAsync(one, first.RefreshToken));
        var again = await server.TokensAsync(browser, one.Request());
        var other = await server.TokensAsync(browser, two.Request());
        var plain = await server.TokensAsync(browser, open.Request());

        Assert.Equal([Sid(first), Sid(first)], [Sid(refreshed), Sid(again)]);
        Assert.Equal(3, new HashSet<string> { Sid(first), Sid(other), Sid(plain) }.Count);

        static string Sid(Tokens tokens) => Jwt.Read(tokens.IdToken).Claims.Text("sid");
    }

    [Fact]
    public async Task An_app_is_told_of_the_end_of_a_session_by_the_name_that_it_knows()
    {
        var host = $"https://{Guid.NewGuid():N}.example.com";
        var app = await server.CreateClientAsync(new
        {
            subject_type = "pairwise",
            redirect_uris = new[] { $"{host}/callback" },
            backchannel_logout_uri = $"{host}/logout",
            frontchannel_logout_uri = $"{host}/frame",
        });
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var hint = (await server.TokensAsync(browser, app.Request())).IdToken!;

        var page = await browser.OpenAsync($"/connect/endsession?id_token_hint={hint}");

        var sid = Jwt.Read(hint).Claims.Text("sid");
        Assert.Contains(sid, page.Body, StringComparison.Ordinal);
        Assert.True(await server.InDatabaseAsync(db => db.OutboxMessages.AnyAsync(message => message.Payload.Contains(sid))));
    }

    [Fact]
    public async Task A_message_that_the_person_signed_out_names_them_as_the_app_knows_them()
    {
        var app = await server.CreateClientAsync(new { subject_type = "pairwise", backchannel_logout_uri = "https://app.example.com/logout" });
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var hint = (await server.TokensAsync(browser, app.Request())).IdToken!;

        await browser.GetAsync($"/connect/endsession?id_token_hint={hint}");

        var subject = Jwt.Read(hint).Claims.Text("sub");
        Assert.True(await server.InDatabaseAsync(db => db.OutboxMessages.AnyAsync(message => message.Payload.Contains(subject))));
    }

    [Fact]
    public async Task Discovery_names_both_kinds()
    {
        var document = (await server.SendAsync(HttpMethod.Get, "/.well-known/openid-configuration")).Json;

        Assert.Equal(["pairwise", "public"], document.Texts("subject_types_supported").Order(StringComparer.Ordinal));
    }

    private async Task<string> SubjectAsync(WebBrowser browser, App app)
        => (await server.VerifyAsync((await server.TokensAsync(browser, app.Request())).IdToken)).Claims.Text("sub");
}
