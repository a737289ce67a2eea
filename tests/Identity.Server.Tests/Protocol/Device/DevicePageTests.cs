using Identity.Core.Grants;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Protocol.Device;

public sealed class DevicePageTests(TestServer server)
{
    [Fact]
    public async Task The_code_may_be_typed_in_any_way()
    {
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var app = await server.CreateDeviceClientAsync();

        foreach (var way in new Func<string, string>[] { c => c, c => c.ToLowerInvariant(), c => c.Replace("-", "", StringComparison.Ordinal), c => c.Replace("-", " \u2013 ", StringComparison.Ordinal), c => $"  {c} " })
        {
            var page = await browser.EnterAsync(way((await server.AskAsync(app)).UserCode));
            Assert.Equal("device-confirm", page.PageName);
        }
    }

    [Fact]
    public async Task Somebody_who_is_not_signed_in_signs_in_on_the_way()
    {
        var device = await server.AskAsync(await server.CreateDeviceClientAsync());
        var person = await server.CreateUserAsync();
        using var browser = server.NewBrowser();

        var signIn = await browser.EnterAsync(device.UserCode);
        Assert.Contains(device.App.Name, signIn.Text, StringComparison.Ordinal);
        var page = await browser.SignInAsync(person, signIn);

        Assert.Equal("device-confirm", page.PageName);
        Assert.Contains(person.Email, page.Text, StringComparison.Ordinal);
        Assert.Equal("Done", (await browser.SubmitAsync(page, ("decision", "allow"))).Title);
    }

    [Fact]
    public async Task B047_the_page_names_app_code_place_and_danger()
    {
        var device = await server.AskAsync(await server.CreateDeviceClientAsync());
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var page = await browser.EnterAsync(device.UserCode);

        Assert.Equal($"Allow {device.App.Name} on your device?", page.Title);
        Assert.Equal(device.UserCode, page.Page.QuerySelector("[data-part=user-code]")!.TextContent);
        Assert.Contains("127.0.0.1", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Page.QuerySelector("time"));
        Assert.Contains("Only continue if you started this on your own device.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B047_a_link_with_the_code_in_it_allows_nothing_by_itself()
    {
        var device = await server.AskAsync(await server.CreateDeviceClientAsync());
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var entry = await browser.OpenAsync(device.Link);
        Assert.Equal(("device", device.UserCode), (entry.PageName, entry.Field("user_code")));
        var page = await browser.SubmitAsync(entry);
        Assert.Equal("device-confirm", page.PageName);
        await browser.OpenAsync(page.Address.PathAndQuery + "&decision=allow");

        Assert.Equal("authorization_pending", (await server.PollAsync(device)).Error);
    }

    [Fact]
    public async Task B047_another_site_cannot_send_the_answer()
    {
        var device = await server.AskAsync(await server.CreateDeviceClientAsync());
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var page = await browser.EnterAsync(device.UserCode);

        var forged = await browser.PostAsync(page.Address.PathAndQuery, ("decision", "allow"));

        Assert.Equal(400, forged.Status);
        Assert.Equal("authorization_pending", (await server.PollAsync(device)).Error);
    }

    [Fact]
    public async Task B047_another_browser_cannot_go_on_with_the_request()
    {
        var device = await server.AskAsync(await server.CreateDeviceClientAsync());
        using var hers = await server.NewBrowserAsync(await server.CreateUserAsync());
        using var his = await server.NewBrowserAsync(await server.CreateUserAsync());
        var page = await hers.EnterAsync(device.UserCode);

        Assert.Equal("error", (await his.OpenAsync(page.Address.PathAndQuery)).PageName);
    }

    [Fact]
    public async Task B047_after_five_wrong_codes_from_a_network_even_the_right_one_has_to_wait()
    {
        await using var own = await TestServer.StartAsync();
        var device = await own.AskAsync(await own.CreateDeviceClientAsync());
        using var browser = own.NewBrowser("127.0.7.1");
        using var neighbour = own.NewBrowser("127.0.8.1");

        for (var i = 0; i < 5; i++) Assert.Equal(422, (await browser.EnterAsync($"BCDF-GHJ{"KLMNP"[i]}")).Status);
        var guess = await browser.EnterAsync(device.UserCode);

        Assert.Equal(429, guess.Status);
        Assert.Equal("300", guess.Header("Retry-After"));
        Assert.Contains("Too many tries", guess.Text, StringComparison.Ordinal);
        Assert.Equal("signin", (await neighbour.EnterAsync(device.UserCode)).PageName);
    }

    [Fact]
    public async Task B047_a_browser_that_changes_its_network_still_has_five_tries()
    {
        await using var own = await TestServer.StartAsync(settings: new() { ["Device:TriesPerNetwork"] = "1000" });
        using var browser = await own.NewBrowserAsync(await own.CreateUserAsync());

        for (var i = 0; i < 5; i++) Assert.Equal(422, (await browser.EnterAsync($"BCDF-GHJ{"KLMNP"[i]}")).Status);

        Assert.Equal(429, (await browser.EnterAsync("BCDF-GHJQ")).Status);
    }

    [Fact]
    public async Task Right_codes_do_not_use_up_the_tries()
    {
        await using var own = await TestServer.StartAsync();
        var app = await own.CreateDeviceClientAsync();
        using var browser = await own.NewBrowserAsync(await own.CreateUserAsync());

        for (var i = 0; i < 8; i++) Assert.Equal("device-done", (await browser.DecideAsync(await own.AskAsync(app))).PageName);
    }

    [Fact]
    public async Task B047_unknown_used_and_expired_codes_get_one_answer()
    {
        await using var own = await TestServer.StartAsync(settings: new() { ["Device:TriesPerNetwork"] = "1000", ["Device:TriesPerBrowser"] = "1000" });
        var app = await own.CreateDeviceClientAsync();
        var (used, expired) = (await own.AskAsync(app), await own.AskAsync(app));
        using var browser = await own.NewBrowserAsync(await own.CreateUserAsync());
        await browser.DecideAsync(used);
        own.Clock.Advance(TimeSpan.FromMinutes(10));

        foreach (var code in new[] { used.UserCode, expired.UserCode, "BCDF-GHJK", "AEIO-UAEI", "x", new string('B', 5000) })
        {
            var answer = await browser.EnterAsync(code);
            Assert.Equal((422, "device"), (answer.Status, answer.PageName));
            Assert.Contains("That code doesn't match. Check the letters and try again.", answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_a_person_allowed_a_device_is_remembered_and_audited()
    {
        var app = await server.CreateDeviceClientAsync(new { first_party = false });
        var person = await server.CreateUserAsync();
        using var browser = await server.NewBrowserAsync(person);
        var device = await server.AskAsync(app, "openid email");

        var page = await browser.EnterAsync(device.UserCode);
        Assert.Contains("See your email address", page.Text, StringComparison.Ordinal);
        await browser.SubmitAsync(page, ("decision", "allow"));

        var (consent, audit) = await server.InDatabaseAsync(async db => (
            await db.Set<Consent>().SingleAsync(c => c.UserId == person.Id),
            await db.AuditEvents.SingleAsync(e => e.Kind == "device.allowed" && e.Actor == person.Subject)));
        Assert.Equal(["email"], consent.Scopes);
        Assert.Equal((app.ClientId, "127.0.0.1"), (audit.ClientId, audit.IpAddress?.Replace("::ffff:", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_own_app_is_confirmed_without_a_list_of_scopes()
    {
        var device = await server.AskAsync(await server.CreateDeviceClientAsync(), "openid email");
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var page = await browser.EnterAsync(device.UserCode);

        Assert.Equal("device-confirm", page.PageName);
        Assert.Null(page.Page.QuerySelector(".scopes"));
    }

    [Fact]
    public async Task Coming_back_by_the_back_button_changes_nothing()
    {
        var device = await server.AskAsync(await server.CreateDeviceClientAsync());
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var page = await browser.EnterAsync(device.UserCode);
        await browser.SubmitAsync(page, ("decision", "deny"));

        var again = await browser.SubmitAsync(page, ("decision", "allow"));

        Assert.Equal("error", again.PageName);
        Assert.Equal("access_denied", (await server.PollAsync(device)).Error);
    }
}
