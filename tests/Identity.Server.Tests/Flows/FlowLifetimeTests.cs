using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Flows;

[Collection(nameof(MovesTheClock))]
public sealed class FlowLifetimeTests(TestServer server)
{
    [Fact]
    public async Task A_sign_in_can_wait_for_a_day_and_then_says_that_it_took_too_long()
    {
        var ada = await server.CreateUserAsync();
        var app = await server.CreateClientAsync();
        using var browser = server.NewBrowser();
        var early = await browser.AuthorizeAsync(app.Request());
        server.Clock.Advance(TimeSpan.FromHours(23));
        Assert.NotNull((await browser.SignInAsync(ada, early)).Find("code"));

        using var other = server.NewBrowser();
        var late = await other.AuthorizeAsync(app.Request());
        server.Clock.Advance(TimeSpan.FromHours(25));
        var answer = await other.SendFormAsync(late, ("username", ada.Username), ("password", ada.Password));

        Assert.Equal((400, "This sign-in took too long"), (answer.Status, answer.Title));
        Assert.Equal(new Uri(app.RedirectUri).GetLeftPart(UriPartial.Authority) + "/", answer.Page.QuerySelector("[data-part=alternatives] a")!.GetAttribute("href"));
    }
}
