using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Users.Terms;
using Identity.Server.Tests.Account.SignUp;
using Identity.Server.Tests.Protocol.Challenge;
using Identity.Server.Tests.Stage;
using Identity.Testing.Databases;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Account.Terms;

public sealed class TermsTests
{
    private const string Text = "https://acme.example/terms";
    private static readonly string Sha256 = new('A', 64);

    [Fact]
    public async Task Who_signs_up_has_to_agree_and_it_is_kept_what_to()
    {
        await using var server = await StartAsync();
        var app = await server.CreateClientAsync();
        using var ada = new Newcomer(server);
        var page = await ada.Browser.AuthorizeAsync(app.Request().With("prompt", "create"));

        var refused = await ada.SignUpAsync(page);
        var verify = await ada.Browser.SubmitAsync(refused, ("email", ada.Email), ("new_password", Person.GoodPassword), ("terms", "true"));
        var answer = await ada.EnterAsync(verify, await server.CodeForAsync(ada.Email));

        Assert.Equal(422, refused.Status);
        Assert.Contains("Agree to the terms of use to make an account", refused.Text, StringComparison.Ordinal);
        Assert.Equal(Text, refused.Page.QuerySelector(".check-field a")!.GetAttribute("href"));
        Assert.NotNull(answer.Find("code"));
        var kept = Assert.Single(await AcceptedAsync(server, ada.Email));
        Assert.Equal(("2026-11", Sha256.ToLowerInvariant()), (kept.Version, kept.Sha256));
        Assert.Equal(1, await server.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Kind == AuditKinds.TermsAccepted)));
    }

    [Fact]
    public async Task Who_has_an_account_is_asked_before_an_app_gets_its_answer_and_once()
    {
        await using var server = await StartAsync();
        var (app, ada) = (await server.CreateClientAsync(), await server.CreateUserAsync());
        using var browser = server.NewBrowser();

        var page = await browser.SignInAsync(ada, await browser.AuthorizeAsync(app.Request()));
        var looked = await AcceptedAsync(server, ada.Email);
        var answer = await browser.SubmitAsync(page, ("decision", "accept"));
        var next = await browser.AuthorizeAsync(app.Request());

        Assert.Equal("terms", page.PageName);
        Assert.Empty(looked);
        Assert.NotNull(answer.Find("code"));
        Assert.NotNull(next.Find("code"));
        Assert.Single(await AcceptedAsync(server, ada.Email));
    }

    [Fact]
    public async Task Who_does_not_agree_goes_back_to_the_app_without_a_code_and_is_asked_again_another_time()
    {
        await using var server = await StartAsync();
        var (app, ada) = (await server.CreateClientAsync(), await server.CreateUserAsync());
        using var browser = await server.NewBrowserAsync(ada);

        var answer = await browser.SubmitAsync(await browser.AuthorizeAsync(app.Request()), ("decision", "decline"));

        Assert.Equal("access_denied", answer.Error);
        Assert.Equal("terms", (await browser.AuthorizeAsync(app.Request())).PageName);
        Assert.Empty(await AcceptedAsync(server, ada.Email));
    }

    [Fact]
    public async Task A_new_version_asks_again_and_what_was_not_shown_is_not_agreed_to()
    {
        await using var server = await StartAsync();
        var (app, ada) = (await server.CreateClientAsync(), await server.CreateUserAsync());
        await server.InDatabaseAsync(db => db.Users.Where(u => u.Id == ada.Id).ExecuteUpdateAsync(update => update.SetProperty(u => u.TermsVersion, "2025-01")));
        using var browser = await server.NewBrowserAsync(ada);

        var page = await browser.AuthorizeAsync(app.Request());
        var old = await browser.SubmitAsync(page, ("decision", "accept"), ("version", "2025-01"));
        var answer = await browser.SubmitAsync(old, ("decision", "accept"));

        Assert.Equal("The terms of use have changed", page.Title);
        Assert.Equal("terms", old.PageName);
        Assert.NotNull(answer.Find("code"));
    }

    [Fact]
    public async Task Silent_requests_are_told_that_somebody_has_to_be_asked()
    {
        await using var server = await StartAsync();
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        Assert.Equal("interaction_required", (await browser.AuthorizeAsync(app.Request().With("prompt", "none"))).Error);
    }

    [Fact]
    public async Task The_account_itself_can_be_reached_without_agreeing()
    {
        await using var server = await StartAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        Assert.Equal("home", (await browser.OpenAsync("/")).PageName);
    }

    [Fact]
    public async Task A_device_waits_for_the_agreement_too()
    {
        await using var server = await StartAsync();
        var device = await server.AskAsync(await server.CreateDeviceClientAsync());
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var page = await browser.EnterAsync(device.UserCode);
        var confirm = await browser.SubmitAsync(page, ("decision", "accept"));

        Assert.Equal("terms", page.PageName);
        Assert.Equal("device-confirm", confirm.PageName);
        Assert.Equal("authorization_pending", (await server.PollAsync(device)).Error);
    }

    [Fact]
    public async Task A_native_app_sends_the_version_that_it_showed_at_sign_up()
    {
        await using var server = await StartAsync();
        var app = await NativeApp.CreateAsync(server);
        var email = $"new{Guid.NewGuid():N}@example.com";

        var without = await SignUpAsync(null);
        var other = await SignUpAsync("2025-01");
        var mailed = await SignUpAsync("2026-11");
        var done = await app.GoOnAsync(mailed, ("code", await server.CodeForAsync(email)));

        Assert.All([without, other], answer => Assert.Equal(["terms"], answer.Json["problems"]!.AsObject().Select(problem => problem.Key)));
        Assert.Equal(200, done.Status);
        Assert.Equal("2026-11", Assert.Single(await AcceptedAsync(server, email)).Version);

        Task<Answer> SignUpAsync(string? terms)
            => app.BeginAsync([("challenge_method", "sign_up"), ("email", email), ("new_password", Person.GoodPassword), .. terms is null ? Array.Empty<(string, string)>() : [("terms", terms)]]);
    }

    [Fact]
    public async Task A_native_app_opens_the_browser_for_somebody_who_has_still_to_agree()
    {
        await using var server = await StartAsync();
        var ada = await server.CreateUserAsync();
        var app = await NativeApp.CreateAsync(server);

        var answer = await app.BeginAsync(("username", ada.Username), ("password", ada.Password));

        Assert.Equal("redirect_to_web", answer.Error);
        Assert.NotNull(answer.Json["request_uri"]);
    }

    [Theory]
    [AllProviders]
    public async Task Ten_presses_at_once_are_one_agreement(DatabaseProvider provider)
    {
        await using var server = await StartAsync(provider);
        var (app, ada) = (await server.CreateClientAsync(), await server.CreateUserAsync());
        using var browser = await server.NewBrowserAsync(ada);
        var page = await browser.AuthorizeAsync(app.Request());

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => browser.SendFormAsync(page, ("decision", "accept"))));

        Assert.All(answers, answer => Assert.InRange(answer.Status, 300, 399));
        Assert.Single(await AcceptedAsync(server, ada.Email));
    }

    private static async Task<TestServer> StartAsync(DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        var server = await TestServer.StartAsync(provider, new() { ["Terms:Version"] = "2026-11", ["Terms:Url"] = Text, ["Terms:Sha256"] = Sha256 });
        await server.CreateUserAsync(new { roles = new[] { "Owner" } });
        return server;
    }

    private static Task<List<TermsAcceptance>> AcceptedAsync(TestServer server, string email)
        => server.InDatabaseAsync(db => db.TermsAcceptances.Where(a => db.Users.Any(u => u.Id == a.UserId && u.Email == email)).ToListAsync());
}
