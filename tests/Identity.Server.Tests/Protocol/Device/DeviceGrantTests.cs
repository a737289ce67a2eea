using System.Text.RegularExpressions;
using Identity.Core.Data;
using Identity.Server.Tests.Stage;
using Identity.Testing.Databases;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Protocol.Device;

public sealed partial class DeviceGrantTests(TestServer server)
{
    [Fact]
    public async Task A_device_learns_its_codes_and_where_to_send_the_person()
    {
        var answer = await server.CallAsync(await server.CreateDeviceClientAsync(), "/connect/device", ("scope", "openid"));

        var json = answer.Json;
        Assert.Equal(200, answer.Status);
        Assert.Matches(UserCode(), json.Text("user_code"));
        Assert.Equal(43, json.Text("device_code").Length);
        Assert.Equal($"{server.Issuer}/device", json.Text("verification_uri"));
        Assert.Equal($"{server.Issuer}/device?user_code={json.Text("user_code")}", json.Text("verification_uri_complete"));
        Assert.Equal((600, 5), (json["expires_in"]!.GetValue<int>(), json["interval"]!.GetValue<int>()));
        Assert.Contains("no-store", answer.Header("Cache-Control"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_gets_what_an_app_gets_once_the_person_allowed_it()
    {
        await using var own = await TestServer.StartAsync();
        var device = await own.AskAsync(await own.CreateDeviceClientAsync());
        var person = await own.CreateUserAsync();
        using var browser = await own.NewBrowserAsync(person);

        Assert.Equal("authorization_pending", (await own.PollAsync(device)).Error);
        var done = await browser.DecideAsync(device);
        Assert.Equal(("device-done", "Done"), (done.PageName, done.Title));
        own.Clock.Advance(TimeSpan.FromSeconds(5));
        var tokens = Tokens.Of(await own.PollAsync(device));

        var idToken = await own.VerifyAsync(tokens.IdToken);
        Assert.Equal((person.Subject, device.App.ClientId), (idToken.Claims.Text("sub"), idToken.Claims.Text("aud")));
        Assert.Equal("pwd", idToken.Claims["amr"]![0]!.GetValue<string>());
        Assert.NotEmpty(idToken.Claims.Text("sid"));
        Assert.True(idToken.Claims["auth_time"]!.GetValue<long>() > 0);
        Assert.Equal(200, (await own.UserInfoAsync(tokens.AccessToken)).Status);
        Assert.Equal(200, (await own.RefreshAsync(device.App, tokens.RefreshToken)).Status);
    }

    [Fact]
    public async Task A_device_that_named_a_wrong_resource_may_ask_again_with_the_same_code()
    {
        await using var own = await TestServer.StartAsync();
        var device = await own.AskAsync(await own.CreateDeviceClientAsync());
        using var browser = await own.NewBrowserAsync(await own.CreateUserAsync());
        await browser.DecideAsync(device);

        var refused = await own.TokenAsync(
            device.App, ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("device_code", device.DeviceCode), ("resource", "https://elsewhere.example.com"));
        own.Clock.Advance(TimeSpan.FromSeconds(5));
        var tokens = Tokens.Of(await own.PollAsync(device));

        Assert.Equal((400, "invalid_target"), (refused.Status, refused.Error));
        Assert.Equal(200, (await own.UserInfoAsync(tokens.AccessToken)).Status);
        Assert.Equal("invalid_grant", (await own.PollAsync(device)).Error);
    }

    [Fact]
    public async Task Without_offline_access_there_is_no_refresh_token()
    {
        var device = await server.AskAsync(await server.CreateDeviceClientAsync(), "openid");
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        await browser.DecideAsync(device);

        Assert.Null(Tokens.Of(await server.PollAsync(device)).RefreshToken);
    }

    [Fact]
    public async Task A_device_is_told_that_the_person_refused()
    {
        var device = await server.AskAsync(await server.CreateDeviceClientAsync());
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var done = await browser.DecideAsync(device, "deny");

        Assert.Equal("Nothing was allowed", done.Title);
        Assert.Equal((400, "access_denied"), ((await server.PollAsync(device)) is var answer ? answer.Status : 0, answer.Error));
    }

    [Fact]
    public async Task A_device_is_told_that_its_time_is_over()
    {
        await using var own = await TestServer.StartAsync(settings: new() { ["Tokens:DeviceCodeLifetime"] = "00:02:00" });
        var device = await own.AskAsync(await own.CreateDeviceClientAsync());
        using var browser = await own.NewBrowserAsync(await own.CreateUserAsync());
        var page = await browser.EnterAsync(device.UserCode);

        own.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal((400, "expired_token"), ((await own.PollAsync(device)) is var answer ? answer.Status : 0, answer.Error));
        var late = await browser.SubmitAsync(page, ("decision", "allow"));
        Assert.Equal("device", late.PageName);
        Assert.Contains("has expired", late.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B046_a_device_that_polls_too_fast_has_to_wait_longer_from_then_on()
    {
        await using var own = await TestServer.StartAsync();
        var device = await own.AskAsync(await own.CreateDeviceClientAsync());

        Assert.Equal("authorization_pending", (await own.PollAsync(device)).Error);
        Assert.Equal("slow_down", (await own.PollAsync(device)).Error);
        own.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("slow_down", (await own.PollAsync(device)).Error);
        own.Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal("authorization_pending", (await own.PollAsync(device)).Error);

        // From the database: another process knows as well.
        await own.RestartAsync();
        own.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("slow_down", (await own.PollAsync(device)).Error);
        Assert.Equal(20, await own.InDatabaseAsync(db => db.DeviceRequests.Select(r => r.Interval).SingleAsync()));
    }

    [Fact]
    public async Task B046_a_device_code_is_of_no_use_to_another_app_and_works_once()
    {
        var device = await server.AskAsync(await server.CreateDeviceClientAsync());
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        await browser.DecideAsync(device);

        var stolen = await server.PollAsync(device with { App = await server.CreateDeviceClientAsync() });
        var first = await server.PollAsync(device);
        var second = await server.PollAsync(device);

        Assert.Equal((400, "invalid_grant"), (stolen.Status, stolen.Error));
        Assert.Equal(200, first.Status);
        Assert.Equal((400, "invalid_grant"), (second.Status, second.Error));
    }

    [Theory]
    [AllProviders]
    public async Task B046_of_twenty_polls_at_once_at_most_one_gets_tokens(DatabaseProvider provider)
    {
        await using var own = await TestServer.StartAsync(provider);
        var device = await own.AskAsync(await own.CreateDeviceClientAsync());
        using var browser = await own.NewBrowserAsync(await own.CreateUserAsync());
        await browser.DecideAsync(device);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => own.PollAsync(device)));

        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Contains(a.Error, new[] { "slow_down", "invalid_grant" }));
        Assert.Equal(1, await own.InDatabaseAsync(db => db.Grants.CountAsync()));
        Assert.Empty(own.Log.Errors);
    }

    [Theory]
    [AllProviders]
    public async Task B046_of_two_answers_at_once_one_counts(DatabaseProvider provider)
    {
        await using var own = await TestServer.StartAsync(provider);
        var device = await own.AskAsync(await own.CreateDeviceClientAsync());
        using var hers = await own.NewBrowserAsync(await own.CreateUserAsync());
        using var his = await own.NewBrowserAsync(await own.CreateUserAsync());
        var (herPage, hisPage) = (await hers.EnterAsync(device.UserCode), await his.EnterAsync(device.UserCode));

        var answers = await Task.WhenAll(hers.SubmitAsync(herPage, ("decision", "allow")), his.SubmitAsync(hisPage, ("decision", "deny")));

        Assert.Single(answers, a => a.PageName == "device-done");
        Assert.Single(answers, a => a.PageName == "device");
        Assert.Equal(1, await own.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Kind.StartsWith("device."))));
    }

    [Fact]
    public async Task B046_who_signs_out_ends_what_the_device_has_and_what_it_would_get()
    {
        var app = await server.CreateDeviceClientAsync();
        var (had, waiting) = (await server.AskAsync(app), await server.AskAsync(app));
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        await browser.DecideAsync(had);
        await browser.DecideAsync(waiting);
        var tokens = Tokens.Of(await server.PollAsync(had));

        await browser.SubmitAsync(await browser.OpenAsync("/signout"), ("decision", "signout"));

        Assert.Equal("invalid_grant", (await server.PollAsync(waiting)).Error);
        Assert.Equal("invalid_grant", (await server.RefreshAsync(app, tokens.RefreshToken)).Error);
        Assert.Equal(401, (await server.UserInfoAsync(tokens.AccessToken)).Status);
    }

    [Fact]
    public async Task B054_what_was_taken_back_before_the_device_came_for_it_is_not_given()
    {
        var device = await server.AskAsync(await server.CreateDeviceClientAsync(new { first_party = false }), "openid email");
        var person = await server.CreateUserAsync();
        using var browser = await server.NewBrowserAsync(person);
        await browser.DecideAsync(device);

        await server.InDatabaseAsync(db => db.Consents.Where(c => c.UserId == person.Id).ExecuteDeleteAsync());

        Assert.Equal((400, "invalid_grant"), ((await server.PollAsync(device)) is var answer ? answer.Status : 0, answer.Error));
    }

    [Fact]
    public async Task B076_an_account_that_was_turned_off_gives_a_device_nothing()
    {
        var device = await server.AskAsync(await server.CreateDeviceClientAsync());
        var person = await server.CreateUserAsync();
        using var browser = await server.NewBrowserAsync(person);
        await browser.DecideAsync(device);

        await server.TurnOffAsync(person);

        Assert.Equal("invalid_grant", (await server.PollAsync(device)).Error);
    }

    [Fact]
    public async Task B011_a_device_asks_only_for_what_its_app_may_have()
    {
        var device = await server.CreateDeviceClientAsync(new { scope = "openid" });
        var web = await server.CreateClientAsync();

        Assert.Equal("invalid_scope", (await server.CallAsync(device, "/connect/device", ("scope", "openid email"))).Error);
        Assert.Equal("unauthorized_client", (await server.CallAsync(web, "/connect/device", ("scope", "openid"))).Error);
        Assert.Equal("unauthorized_client", (await server.TokenAsync(web, ("grant_type", Devices.GrantType), ("device_code", "x"))).Error);
    }

    [Fact]
    public async Task B030_an_unknown_app_and_a_wrong_secret_get_one_answer()
    {
        var app = await server.CreateClientAsync(new { grant_types = new[] { Devices.GrantType } });

        var wrong = await server.CallAsync(app with { Secret = "not-the-secret" }, "/connect/device");
        var unknown = await server.CallAsync(app with { ClientId = "nobody" }, "/connect/device");

        Assert.Equal((401, "invalid_client"), (wrong.Status, wrong.Error));
        Assert.Equal(wrong.Body, unknown.Body);
    }

    [Fact]
    public async Task B046_neither_code_is_kept_as_it_is()
    {
        await using var own = await TestServer.StartAsync();
        var device = await own.AskAsync(await own.CreateDeviceClientAsync());
        using var browser = await own.NewBrowserAsync(await own.CreateUserAsync());
        await browser.EnterAsync(device.UserCode);

        var kept = await own.InDatabaseAsync(async db => (await db.DeviceRequests.SingleAsync(), await db.Flows.SingleAsync(f => f.ClientId != null)));

        var letters = device.UserCode.Replace("-", "", StringComparison.Ordinal);
        Assert.NotEqual(device.DeviceCode, kept.Item1.DeviceCodeHash);
        Assert.NotEqual(letters, kept.Item1.UserCodeHash);
        Assert.DoesNotContain(letters, kept.Item2.Parameters, StringComparison.Ordinal);
    }

    [GeneratedRegex("^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$")]
    private static partial Regex UserCode();
}
