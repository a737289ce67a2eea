using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Logout;

public sealed class SignedOutPageTests(TestServer server)
{
    [Fact]
    public async Task The_confirmation_page_leads_by_the_frames_back_to_the_app()
    {
        var s = await server.SignedInAsync(client: Front("confirm.example.com"));

        var page = await s.Browser.OpenAsync(SigningOut.Address(("client_id", s.App.ClientId), ("post_logout_redirect_uri", s.App.PostLogoutRedirectUri)));
        var signedOut = await s.Browser.SubmitAsync(page, ("decision", "signout"));
        var answer = await s.Browser.OpenAsync(signedOut.Page.QuerySelector("a[data-continue]")!.GetAttribute("href")!);

        Assert.Equal(("signout", "signedout"), (page.PageName, signedOut.PageName));
        Assert.Single(signedOut.Page.QuerySelectorAll("iframe"));
        Assert.Equal(s.App.PostLogoutRedirectUri, answer.Location!.OriginalString);
    }

    [Fact]
    public async Task Without_an_address_to_go_back_to_the_page_stays_and_offers_ways_on()
    {
        var s = await server.SignedInAsync(client: Front("stays.example.com"));

        var page = await s.Browser.SubmitAsync(await s.Browser.OpenAsync("/signout"), ("decision", "signout"));

        Assert.Equal("signedout", page.PageName);
        Assert.Single(page.Page.QuerySelectorAll("iframe"));
        Assert.Null(page.Page.QuerySelector("meta[http-equiv=refresh]"));
        Assert.NotNull(page.Page.QuerySelector("a[href='/signin']"));
    }

    [Fact]
    public async Task Coming_back_to_the_page_tells_nobody_again_and_is_no_error()
    {
        var s = await server.SignedInAsync(client: Front("back.example.com"));
        var page = await s.Browser.OpenAsync(SigningOut.Address(("id_token_hint", s.IdToken), ("post_logout_redirect_uri", s.App.PostLogoutRedirectUri)));
        await s.Browser.OpenAsync(page.Page.QuerySelector("a[data-continue]")!.GetAttribute("href")!);

        var again = await s.Browser.OpenAsync(page.Address.PathAndQuery);

        Assert.Equal((200, "signedout"), (again.Status, again.PageName));
        Assert.Empty(again.Page.QuerySelectorAll("iframe"));
        Assert.DoesNotContain("frame-src", again.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task B012_frames_are_allowed_on_this_page_alone_and_for_these_origins_alone()
    {
        var s = await server.SignedInAsync(client: Front("one.example.com"));
        var other = await server.SignedInAsync(client: Front("two.example.com"));

        var page = await s.Browser.OpenAsync(SigningOut.Address(("id_token_hint", s.IdToken)));
        var invented = await s.Browser.OpenAsync($"/signedout?flow={new string('A', 43)}&client_id={other.App.ClientId}");

        Assert.EndsWith("; frame-src https://one.example.com", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("two.example.com", page.Body, StringComparison.Ordinal);
        Assert.Empty(invented.Page.QuerySelectorAll("iframe"));
        Assert.DoesNotContain("frame-src", invented.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    private static object Front(string host) => new { redirect_uris = new[] { $"https://{host}/callback" }, frontchannel_logout_uri = $"https://{host}/logout" };
}
