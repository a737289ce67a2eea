using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Flows;

public sealed class FlowTests(TestServer server)
{
    [Fact]
    public async Task Five_tabs_that_were_opened_before_the_sign_in_each_end_at_their_own_app()
    {
        var ada = await server.CreateUserAsync();
        using var browser = server.NewBrowser();
        List<CodeRequest> requests = [];
        List<Answer> tabs = [];
        for (var i = 0; i < 5; i++)
        {
            requests.Add((await server.CreateClientAsync()).Request());
            tabs.Add(await browser.AuthorizeAsync(requests[i]));
        }

        await browser.SignInAsync(ada, tabs[2]);
        foreach (var (request, tab) in requests.Zip(tabs).Where(pair => pair.Second != tabs[2]))
        {
            // The others are already on the sign-in page: they are reloaded, or the form is sent once more.
            var answer = request == requests[0] ? await browser.SignInAsync(ada, tab) : await browser.OpenAsync(tab.Address.PathAndQuery);

            Assert.True(answer.Location is not null, answer.ToString());
            Assert.StartsWith(request.App.RedirectUri + "?", answer.Location!.OriginalString, StringComparison.Ordinal);
            Assert.Equal(request.State, answer["state"]);
            Assert.Equal(200, (await server.RedeemAsync(request, answer["code"])).Status);
        }
    }

    [Fact]
    public async Task Going_back_to_a_finished_sign_in_says_that_it_is_done_and_leads_to_the_app()
    {
        var ada = await server.CreateUserAsync();
        var app = await server.CreateClientAsync();
        using var browser = server.NewBrowser();
        var page = await browser.AuthorizeAsync(app.Request());
        await browser.SignInAsync(ada, page);

        var back = await browser.GetAsync(page.Address.PathAndQuery);
        var sentAgain = await browser.SendFormAsync(page, ("username", ada.Username), ("password", ada.Password));

        foreach (var answer in new[] { back, sentAgain })
        {
            Assert.Equal((400, "This step is already done"), (answer.Status, answer.Title));
            Assert.Equal(new Uri(app.RedirectUri).GetLeftPart(UriPartial.Authority) + "/", answer.Page.QuerySelector("[data-part=alternatives] a")!.GetAttribute("href"));
        }
    }

    [Fact]
    public async Task B066_a_flow_that_somebody_signed_in_to_belongs_to_that_browser()
    {
        var ada = await server.CreateUserAsync();
        var app = await server.CreateClientAsync(new { first_party = false });
        using var browser = server.NewBrowser();
        var consent = await browser.SignInAsync(ada, await browser.AuthorizeAsync(app.Request("openid profile")));
        Assert.Equal("consent", consent.PageName);

        using var thief = await server.NewBrowserAsync(await server.CreateUserAsync());
        var flow = consent.Address.Query;

        foreach (var address in new[] { $"/consent{flow}", $"/signin{flow}", $"/accounts{flow}", $"/connect/authorize{flow}" })
        {
            var answer = await thief.OpenAsync(address);
            Assert.Equal((400, "error"), (answer.Status, answer.PageName));
            Assert.Null(answer.Location);
        }
    }

    [Theory]
    [InlineData("/signin?flow=x")]
    [InlineData("/signin?flow=0123456789012345678901234567890123456789012")]
    [InlineData("/consent?flow=0123456789012345678901234567890123456789012")]
    [InlineData("/consent")]
    [InlineData("/signout?flow=0123456789012345678901234567890123456789012")]
    [InlineData("/connect/authorize?flow=0123456789012345678901234567890123456789012")]
    [InlineData("/connect/endsession?flow=0123456789012345678901234567890123456789012")]
    public async Task A_flow_that_does_not_exist_gets_a_page_that_says_what_to_do(string address)
    {
        using var browser = server.NewBrowser();

        var answer = await browser.OpenAsync(address);

        Assert.Equal((400, "error", "This sign-in can't be continued"), (answer.Status, answer.PageName, answer.Title));
        Assert.Contains("Go back to the app and start again", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flow_of_one_kind_does_not_open_the_pages_of_another()
    {
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var signOut = await browser.OpenAsync("/connect/endsession");

        Assert.Equal(400, (await browser.OpenAsync($"/consent{signOut.Address.Query}")).Status);
        Assert.Equal(400, (await browser.OpenAsync($"/connect/authorize{signOut.Address.Query}")).Status);
    }
}
