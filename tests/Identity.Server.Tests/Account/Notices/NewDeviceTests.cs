using Identity.Core.Messaging.Email;
using Identity.Server.Tests.Protocol.Challenge;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Account.Notices;

public sealed class NewDeviceTests(TestServer server)
{
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    [Fact]
    public async Task B107_a_sign_in_on_a_new_device_is_told_and_no_other()
    {
        var ada = await PersonAsync(server);
        using var first = server.NewBrowser();
        using var second = server.NewBrowser("127.8.7.6");

        await first.SignInAsync(ada);
        var afterTheFirst = await server.MailToAsync(ada.Email);
        await first.SignInAsync(ada);
        var afterTheSame = await server.MailToAsync(ada.Email);
        await SignInAsync(second, ada, Firefox);

        Assert.Empty(afterTheFirst);
        Assert.Empty(afterTheSame);
        var mail = Assert.Single(await server.MailToAsync(ada.Email));
        Assert.Equal((EmailKinds.NewDevice, "Firefox on Linux", "127.8.7.x"), (mail.Kind, mail.Facts["device"], mail.Facts["network"]));
    }

    [Fact]
    public async Task B107_this_was_not_me_shuts_the_new_device_out()
    {
        var ada = await PersonAsync(server);
        using var owner = await server.NewBrowserAsync(ada);
        using var thief = await server.NewBrowserAsync(ada);

        var page = await owner.GetAsync(await server.LinkForAsync(ada.Email));
        var secured = await owner.SubmitAsync(page);

        Assert.Contains("on a new device", page.Text, StringComparison.Ordinal);
        Assert.Equal("forgot-verify", secured.PageName);
        Assert.Equal("/signin", (await thief.GetAsync("/account/password")).Location?.AbsolutePath);
        using var again = server.NewBrowser();
        Assert.Equal("signin", (await again.SignInAsync(ada)).PageName);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0", "Edge on Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1", "Safari on iPhone")]
    [InlineData("Mozilla/5.0 (Linux; Android 16; Pixel 10) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36", "Chrome on Android")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15", "Safari on macOS")]
    [InlineData("Call 0900 1234 https://evil.example now", "Unknown browser or app")]
    [InlineData(null, "Unknown browser or app")]
    public async Task B107_the_mail_names_the_device_and_never_repeats_what_it_sent(string? userAgent, string name)
    {
        var ada = await PersonAsync(server);
        using var first = await server.NewBrowserAsync(ada);
        using var second = server.NewBrowser();

        await SignInAsync(second, ada, userAgent);

        Assert.Equal(name, Assert.Single(await server.MailToAsync(ada.Email)).Facts["device"]);
    }

    [Fact]
    public async Task After_a_new_password_a_device_of_before_is_a_new_one()
    {
        var ada = await PersonAsync(server);
        using var first = await server.NewBrowserAsync(ada);
        using var second = await server.NewBrowserAsync(ada);
        var changed = ada with { Password = "copper lantern by the lake" };
        await first.SubmitAsync(await first.GetAsync("/account/password"), ("password", ada.Password), ("new_password", changed.Password));

        await first.SignInAsync(changed);
        await second.SignInAsync(changed);

        Assert.Equal([EmailKinds.NewDevice, EmailKinds.PasswordChanged, EmailKinds.NewDevice], (await server.MailToAsync(ada.Email)).Select(mail => mail.Kind));
    }

    [Fact]
    public async Task An_app_with_screens_of_its_own_is_known_by_what_it_was_given()
    {
        var ada = await PersonAsync(server);
        var app = await NativeApp.CreateAsync(server);
        var first = await app.BeginAsync(("username", ada.Username), ("password", ada.Password));

        var second = await app.BeginAsync(("username", ada.Username), ("password", ada.Password), ("device", first.Json.Text("device")));
        var afterTheSame = await server.MailToAsync(ada.Email);
        await app.BeginAsync(("username", ada.Username), ("password", ada.Password), ("device", "made up"));

        Assert.Equal((200, 200), (first.Status, second.Status));
        Assert.Empty(afterTheSame);
        Assert.Equal(EmailKinds.NewDevice, Assert.Single(await server.MailToAsync(ada.Email)).Kind);
    }

    [Fact]
    public async Task With_many_notices_in_a_day_devices_are_not_told_any_more_until_the_next()
    {
        await using var own = await StartAsync(new() { ["Notices:NewDevicesPerDay"] = "2" });
        var ada = await PersonAsync(own);
        for (var i = 0; i < 5; i++) (await own.NewBrowserAsync(ada)).Dispose();
        var today = (await own.MailToAsync(ada.Email)).Count;

        own.Clock.Advance(TimeSpan.FromDays(1));
        (await own.NewBrowserAsync(ada)).Dispose();

        Assert.Equal((2, 3), (today, (await own.MailToAsync(ada.Email)).Count));
    }

    [Fact]
    public async Task It_can_be_switched_off()
    {
        await using var own = await StartAsync(new() { ["Notices:NewDevice"] = "false" });
        var ada = await PersonAsync(own);

        for (var i = 0; i < 2; i++) (await own.NewBrowserAsync(ada)).Dispose();

        Assert.Empty(await own.MailToAsync(ada.Email));
    }

    private static async Task<TestServer> StartAsync(Dictionary<string, string?> settings)
    {
        var own = await TestServer.StartAsync(settings: settings);
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        return own;
    }

    private static Task<Person> PersonAsync(TestServer server) => server.CreateUserAsync(new { email_verified = true });

    private static async Task SignInAsync(WebBrowser browser, Person person, string? userAgent)
    {
        var form = (await browser.GetAsync("/signin")).Page.QuerySelector("form[data-part=form]")!;
        var hidden = form.QuerySelectorAll("input[type=hidden]").Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value") ?? ""));
        using var content = new FormUrlEncodedContent([.. hidden, KeyValuePair.Create("username", person.Username), KeyValuePair.Create("password", person.Password)]);
        var answer = await browser.SendAsync(HttpMethod.Post, "/signin", content, request =>
        {
            if (userAgent is not null) request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        });
        Assert.NotNull(answer.Location);
    }
}
