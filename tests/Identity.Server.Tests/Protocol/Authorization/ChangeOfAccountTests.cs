using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.Authorization;

/// <summary>Within one request, what one account proved or allowed must not count for another.</summary>
public sealed class ChangeOfAccountTests(TestServer server)
{
    [Fact]
    public async Task B014_who_signs_in_anew_and_then_picks_another_account_signs_in_to_that_too()
    {
        var (mallory, ada) = (await server.CreateUserAsync(), await server.CreateUserAsync());
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(ada);
        var page = await browser.AuthorizeAsync(app.Request().With("prompt", "login"));

        // The redirect that would end the request is held back.
        var held = await browser.SendFormAsync(page, ("username", mallory.Username), ("password", mallory.Password));
        var chooser = await browser.GetAsync($"/accounts?flow={FlowOf(page)}");
        var after = await browser.ChooseAsync(chooser, ada);

        Assert.Equal(302, held.Status);
        Assert.Equal("signin", after.PageName);
    }

    [Fact]
    public async Task B018_what_one_account_allowed_another_is_asked_about()
    {
        var (mallory, ada) = (await server.CreateUserAsync(), await server.CreateUserAsync());
        var app = await server.CreateClientAsync(new { first_party = false });
        using var browser = await server.NewBrowserAsync(ada);
        await browser.SignInAsync(mallory);
        var page = await browser.AuthorizeAsync(app.Request("openid profile"));

        await browser.SendFormAsync(page, ("decision", "allow"));
        var after = await browser.ChooseAsync(await browser.GetAsync($"/accounts?flow={FlowOf(page)}"), ada);

        Assert.Equal("consent", page.PageName);
        Assert.Equal("consent", after.PageName);
        Assert.Contains(ada.Email, after.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("999999999999")]
    [InlineData("9223372036854775807")]
    [InlineData("-1")]
    public async Task B135_an_age_beyond_all_measure_breaks_nothing(string age)
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        Assert.True((await browser.AuthorizeAsync(app.Request().With("max_age", age))).Status < 500);
    }

    private static string FlowOf(Answer page) => System.Web.HttpUtility.ParseQueryString(page.Address.Query)["flow"]!;
}
