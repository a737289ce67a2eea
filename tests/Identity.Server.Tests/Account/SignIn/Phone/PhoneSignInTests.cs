using Identity.Core.Audit;
using Identity.Core.Messaging.Sms;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Account.SignIn.Phone;

public sealed class PhoneSignInTests(TestServer server)
{
    [Fact]
    public async Task The_app_that_waits_learns_who_signed_in_how_and_when()
    {
        var (person, number) = await PhoneUser.PersonAsync(server);
        using var ada = new PhoneUser(server, number);
        var request = (await server.CreateClientAsync()).Request("openid").With("max_age", "600");
        var signIn = await ada.Browser.AuthorizeAsync(request);

        var answer = await ada.SignInAsync(PhoneUser.Offer(signIn)!);

        Assert.Equal(request.State, answer["state"]);
        var claims = Jwt.Read(Tokens.Of(await server.RedeemAsync(request, answer["code"])).IdToken!).Claims;
        Assert.Equal(person.Subject, claims.Text("sub"));
        Assert.Equal(["sms"], claims["amr"]!.AsArray().Select(value => value!.GetValue<string>()));
        Assert.Equal("urn:identity:acr:single", claims.Text("acr"));
        Assert.Equal(server.Clock.GetUtcNow().ToUnixTimeSeconds(), claims["auth_time"]!.GetValue<long>());
        Assert.True(await server.InDatabaseAsync(db => db.AuditEvents.AnyAsync(e => e.Kind == AuditKinds.SessionStarted && e.Actor == person.Subject)));
        Assert.Equal("succeeded", await server.InDatabaseAsync(db => db.RequestTraces.Where(t => t.Kind == "signin" && t.ClientId == request.App.ClientId).Select(t => t.Outcome).SingleAsync()));
        Assert.Equal(SmsKinds.SignInCode, Assert.Single(await server.TextsToAsync(number)).Kind);
    }

    [Fact]
    public async Task Without_an_app_the_person_comes_to_the_start_page_and_stays_signed_in_when_they_asked_for_it()
    {
        var (person, number) = await PhoneUser.PersonAsync(server);
        using var ada = new PhoneUser(server, number);

        var home = await ada.SignInAsync(more: ("remember", "true"));

        Assert.Equal("home", home.PageName);
        Assert.True(await server.InDatabaseAsync(db => db.Sessions.Where(s => s.UserId == person.Id).Select(s => s.Remembered).SingleAsync()));
    }

    [Fact]
    public async Task A_number_is_read_as_people_write_it_and_shown_so()
    {
        var (_, number) = await PhoneUser.PersonAsync(server);
        using var ada = new PhoneUser(server, number);

        var page = await ada.Browser.SubmitAsync(await ada.Browser.GetAsync("/signin/phone"), ("phone_number", $" +49 (1512) {number[7..10]}-{number[10..]}"));
        var wrong = await ada.Browser.SubmitAsync(await ada.Browser.GetAsync("/signin/phone"), ("phone_number", "01512 3456789"));

        Assert.Equal("signin-phone-code", page.PageName);
        Assert.Contains(ada.Shown, page.Text, StringComparison.Ordinal);
        Assert.Contains("Begin with the country code", wrong.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_is_signed_in_adds_another_account()
    {
        var (first, _) = await PhoneUser.PersonAsync(server);
        var (second, number) = await PhoneUser.PersonAsync(server);
        using var ada = new PhoneUser(server, number, await server.NewBrowserAsync(first));
        var signIn = await ada.Browser.GetAsync("/signin?add=true");

        var home = await ada.SignInAsync(PhoneUser.Offer(signIn)!);

        Assert.Contains(second.Email, home.Text, StringComparison.Ordinal);
        Assert.Contains(first.Email, home.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_that_leads_back_to_the_app_may_do_so()
    {
        var (_, number) = await PhoneUser.PersonAsync(server);
        using var ada = new PhoneUser(server, number);
        var app = await server.CreateClientAsync();

        var code = await ada.AskAsync(PhoneUser.Offer(await ada.Browser.AuthorizeAsync(app.Request()))!);

        Assert.Contains(new Uri(app.RedirectUri).GetLeftPart(UriPartial.Authority), code.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_message_is_sent_after_a_pause_and_the_code_before_works_no_more()
    {
        await using var own = await OwnServerAsync();
        var (_, number) = await PhoneUser.PersonAsync(own);
        using var ada = new PhoneUser(own, number);
        var page = await ada.AskAsync();
        var before = await own.TextedCodeAsync(number);

        var early = await ResendAsync(ada, page);
        own.Clock.Advance(TimeSpan.FromSeconds(31));
        var sent = await ResendAsync(ada, page);
        var code = await own.TextedCodeAsync(number);
        var old = await ada.Browser.SendFormAsync(sent, ("code", before));

        Assert.Equal((429, "30"), (early.Status, early.Header("Retry-After")));
        Assert.Contains("We sent a new code", sent.Text, StringComparison.Ordinal);
        Assert.Equal(422, old.Status);
        Assert.Equal("home", (await ada.Browser.SubmitAsync(sent, ("code", code))).PageName);
    }

    [Theory]
    [InlineData("SignInSms:Enabled", "false")]
    [InlineData("Server:PublicUrl", "https://login.example.com")]
    public async Task Turned_off_or_where_no_text_messages_are_sent_it_is_neither_offered_nor_there(string setting, string value)
    {
        await using var own = await OwnServerAsync(new() { [setting] = value });
        using var browser = own.NewBrowser();

        Assert.Null(PhoneUser.Offer(await browser.GetAsync("/signin")));
        Assert.Equal(404, (await browser.GetAsync("/signin/phone")).Status);
        Assert.Equal(404, (await browser.GetAsync("/signin/phone/code")).Status);
    }

    [Fact]
    public async Task A_provider_of_text_messages_makes_it_there_on_a_public_address()
    {
        await using var own = await OwnServerAsync(new() { ["Server:PublicUrl"] = "https://login.example.com", ["Sms:Providers:0:Kind"] = "Twilio" });
        using var browser = own.NewBrowser();

        Assert.NotNull(PhoneUser.Offer(await browser.GetAsync("/signin")));
        Assert.Equal("signin-phone", (await browser.GetAsync("/signin/phone")).PageName);
    }

    private static async Task<TestServer> OwnServerAsync(Dictionary<string, string?>? settings = null)
    {
        var own = await TestServer.StartAsync(settings: settings);
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        return own;
    }

    private static async Task<Answer> ResendAsync(PhoneUser who, Answer page)
    {
        var form = page.Page.QuerySelector("form[data-part=resend]")!;
        var hidden = form.QuerySelectorAll("input[type=hidden]").Select(input => (input.GetAttribute("name")!, input.GetAttribute("value") ?? ""));
        return await who.Browser.FollowAsync(await who.Browser.PostAsync(form.GetAttribute("action")!, [.. hidden]));
    }
}
