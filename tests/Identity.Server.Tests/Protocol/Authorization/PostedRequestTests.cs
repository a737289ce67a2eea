using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.Authorization;

public sealed class PostedRequestTests(TestServer server)
{
    [Fact]
    public async Task A_request_posted_by_another_site_comes_without_cookies_and_leaves_the_session_alone()
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var session = browser.Cookie("identity");
        var request = app.Request();
        // The cookie is SameSite=Lax, so that the browser leaves it out.
        using var withoutCookie = server.NewBrowser();

        var posted = await withoutCookie.PostAsync("/connect/authorize", [.. request.Parameters.Select(p => (p.Key, p.Value))]);
        var answer = await browser.FollowAsync(posted);

        Assert.Equal(303, posted.Status);
        Assert.Empty(posted.Header("Set-Cookie"));
        Assert.NotNull(answer.Find("code"));
        Assert.Equal(session, browser.Cookie("identity"));
    }

    [Fact]
    [Trait("Module", "oidcc-ensure-post-request-succeeds")]
    public async Task A_posted_request_leads_to_the_sign_in_and_on()
    {
        var ada = await server.CreateUserAsync();
        var app = await server.CreateClientAsync();
        using var browser = server.NewBrowser();
        var request = app.Request();

        var page = await browser.FollowAsync(await browser.PostAsync("/connect/authorize", [.. request.Parameters.Select(p => (p.Key, p.Value))]));
        var answer = await browser.SignInAsync(ada, page);

        Assert.NotNull(Tokens.Of(await server.RedeemAsync(request, answer["code"])).IdToken);
    }
}
