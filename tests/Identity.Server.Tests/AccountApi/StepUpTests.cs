using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.AccountApi;

/// <summary>What changes how a person signs in wants a recent sign-in (RFC 9470).</summary>
[Collection(nameof(MovesTheClock))]
public sealed class StepUpTests(TestServer server)
{
    [Fact]
    public async Task B124_an_old_sign_in_gets_the_challenge_and_a_new_one_may_go_on()
    {
        var here = await server.AtAccountAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));

        var old = await ChangeAsync(here.Tokens.AccessToken, "copper lantern by the lake");
        var refreshed = await ChangeAsync(Tokens.Of(await server.RefreshAsync(here.App, here.Tokens.RefreshToken)).AccessToken, "copper lantern by the lake");
        var other = await server.ReadAsync(here);
        var request = here.App.Request(AccountCalls.Scope).With("max_age", "300");
        var page = await here.Browser.AuthorizeAsync(request);
        var again = Tokens.Of(await server.RedeemAsync(request, (await here.Browser.SubmitAsync(page, ("username", here.Person.Username), ("password", here.Person.Password)))["code"]));
        var stale = await ChangeAsync(here.Tokens.AccessToken, "copper lantern by the lake");
        var done = await ChangeAsync(again.AccessToken, "copper lantern by the lake");

        foreach (var refused in new[] { old, refreshed, stale })
        {
            Assert.Equal((401, "sign-in-too-old"), (refused.Status, refused.Problem()));
            Assert.StartsWith($"Bearer realm=\"{server.Issuer}\", error=\"insufficient_user_authentication\", error_description=\"", refused.Header("WWW-Authenticate"), StringComparison.Ordinal);
            Assert.EndsWith(", max_age=\"300\"", refused.Header("WWW-Authenticate"), StringComparison.Ordinal);
        }

        Assert.Equal((200, "signin", 204), (other.Status, page.PageName, done.Status));

        Task<Answer> ChangeAsync(string token, string password) => server.AccountAsync(token, HttpMethod.Put, "/password", new { password = here.Person.Password, new_password = password });
    }

    [Theory]
    [InlineData("PUT", "/password")]
    [InlineData("PUT", "/email")]
    [InlineData("POST", "/email/verify")]
    [InlineData("PUT", "/phone")]
    [InlineData("POST", "/phone/verify")]
    [InlineData("DELETE", "/phone")]
    public async Task B124_each_sensitive_route_wants_a_sign_in_as_recent_as_is_set(string method, string route)
    {
        await using var strict = await TestServer.StartAsync(settings: new() { ["AccountApi:SensitiveMaxAge"] = "00:01:00" });
        var here = await strict.AtAccountAsync();
        strict.Clock.Advance(TimeSpan.FromSeconds(61));

        var answer = await strict.AccountAsync(here, new HttpMethod(method), route, new { });

        Assert.EndsWith(", max_age=\"60\"", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_timed_out_is_listed_while_an_app_still_has_access()
    {
        var here = await server.AtAccountAsync();
        server.Clock.Advance(TimeSpan.FromHours(13));
        var tokens = Tokens.Of(await server.RefreshAsync(here.App, here.Tokens.RefreshToken));
        var bare = await server.SignedInAsync(here.Person, await server.NewBrowserAsync(here.Person));
        server.Clock.Advance(TimeSpan.FromHours(13));
        tokens = Tokens.Of(await server.RefreshAsync(here.App, tokens.RefreshToken));

        var list = (await server.AccountAsync(tokens.AccessToken, HttpMethod.Get, "/sessions")).Json["sessions"]!.AsArray();

        Assert.Equal([(here.Sid, false, true)], list.Select(s => ((string)s!["sid"]!, (bool)s["signed_in"]!, (bool)s["current"]!)));
        Assert.DoesNotContain(bare.Sid, list.Select(s => (string)s!["sid"]!));
    }
}
