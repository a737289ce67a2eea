using Identity.Core.Audit;
using Identity.Core.Setup;
using Identity.Server.Tests.Stage;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Tests.Account.Setup;

public sealed class SetupTests
{
    [Fact]
    public async Task B122_the_one_time_link_makes_the_first_owner_and_then_works_no_more()
    {
        await using var server = await TestServer.StartAsync();
        var link = await LinkAsync(server);
        using var browser = server.NewBrowser();
        Assert.Contains("no admin yet", (await browser.OpenAsync("/")).Text, StringComparison.Ordinal);

        var page = await browser.GetAsync(link);
        var home = await browser.SubmitAsync(page, Fields("owner@example.com", "a long and good password"));
        // The name is read anew every two seconds.
        server.Clock.Advance(TimeSpan.FromSeconds(3));
        using var second = server.NewBrowser();
        var again = await second.GetAsync(link);

        Assert.Equal(("setup", "home"), (page.PageName, home.PageName));
        Assert.EndsWith("Example Ltd", again.Page.Title, StringComparison.Ordinal);
        Assert.Equal((410, "Set-up is finished"), (again.Status, again.Title));
        Assert.Empty(again.Page.QuerySelectorAll("input[name=new_password]"));
        Assert.Equal("signin", (await second.OpenAsync("/")).PageName);
        Assert.Equal("home", (await second.SubmitAsync(await second.GetAsync("/signin"), ("username", "owner@example.com"), ("password", "a long and good password"))).PageName);
        Assert.Equal(1, await server.InDatabaseAsync(db => Task.FromResult(db.UserRoles.Count())));
        Assert.Equal(1, await server.InDatabaseAsync(db => Task.FromResult(db.AuditEvents.Count(e => e.Kind == AuditKinds.SetupCompleted))));
    }

    [Fact]
    public async Task B122_of_ten_who_use_the_link_at_once_one_becomes_owner()
    {
        await using var server = await TestServer.StartAsync();
        var link = await LinkAsync(server);
        var people = Enumerable.Range(0, 10).Select(_ => server.NewBrowser()).ToList();
        var pages = await Task.WhenAll(people.Select(browser => browser.GetAsync(link)));

        var answers = await Task.WhenAll(people.Zip(pages).Select((pair, i) => pair.First.SendFormAsync(pair.Second, Fields($"owner{i}@example.com", "a long and good password"))));

        Assert.All(answers, answer => Assert.True(answer.Status < 500, answer.ToString()));
        Assert.Single(answers, answer => answer.Status == 302);
        Assert.Equal((1, 1), await server.InDatabaseAsync(db => Task.FromResult((db.Users.Count(), db.UserRoles.Count()))));
    }

    [Theory]
    [InlineData("owner@example.com", "short")]
    [InlineData("owner@example.com", "")]
    [InlineData("not an address", "a long and good password")]
    [InlineData("", "a long and good password")]
    public async Task What_is_wrong_is_said_at_its_field_and_the_link_stays_good(string email, string password)
    {
        await using var server = await TestServer.StartAsync();
        var link = await LinkAsync(server);
        using var browser = server.NewBrowser();

        var wrong = await browser.SubmitAsync(await browser.GetAsync(link), Fields(email, password));

        Assert.Equal("setup", wrong.PageName);
        Assert.NotEmpty(wrong.Page.QuerySelectorAll("[aria-invalid=true]"));
        Assert.Equal("home", (await browser.SubmitAsync(wrong, Fields("owner@example.com", "a long and good password"))).PageName);
    }

    [Fact]
    public async Task B122_without_the_link_there_is_no_way_in()
    {
        await using var server = await TestServer.StartAsync();
        var link = await LinkAsync(server);
        using var browser = server.NewBrowser();

        Assert.Equal(410, (await browser.GetAsync("/setup/guess")).Status);
        Assert.Equal(410, (await browser.GetAsync(link[..^1])).Status);
        Assert.Equal(404, (await browser.GetAsync("/setup")).Status);
    }

    private static Task<string> LinkAsync(TestServer server) => server.InScopeAsync(async scope
        => "/setup/" + await scope.GetRequiredService<SetupLinks>().IssueAsync(AuditActor.System, CancellationToken.None));

    private static (string, string)[] Fields(string email, string password)
        => [("email", email), ("name", "Olive"), ("new_password", password), ("product_name", "Example Ltd")];
}
