using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Server.Tests.AccountApi;
using Identity.Server.Tests.Stage;
using Identity.Testing.Databases;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Account.Profiles;

public sealed class UserNameTests(TestServer server)
{
    private readonly string _name = $"Ada-{Guid.NewGuid():N}";

    [Fact]
    public async Task A_name_that_was_chosen_signs_in_and_is_told_to_apps()
    {
        var ada = await server.CreateUserAsync();
        using var browser = await server.NewBrowserAsync(ada);

        var saved = await ChooseAsync(browser, _name, ada.Password);
        using var again = await server.NewBrowserAsync(ada with { Username = _name.ToUpperInvariant() });
        using var before = server.NewBrowser();

        Assert.Contains("Your username is saved.", saved.Text, StringComparison.Ordinal);
        var claims = (await server.UserInfoAsync((await server.TokensAsync(again, (await server.CreateClientAsync()).Request("openid profile"))).AccessToken)).Json;
        Assert.Equal(_name, claims.Text("preferred_username"));
        Assert.Equal("signin", (await before.SignInAsync(ada)).PageName);
        var row = await server.InDatabaseAsync(db => db.AuditEvents.SingleAsync(e => e.Kind == AuditKinds.UserNameChanged && e.Actor == ada.Subject));
        Assert.Contains(_name, row.Data, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ab", "at least 3 characters")]
    [InlineData("someone@example.com", "no @")]
    [InlineData("a b c", "no spaces")]
    [InlineData("+49 1512 3456789", "at least one letter")]
    [InlineData("12345", "at least one letter")]
    [InlineData("ＡＤＭＩＮ", "reserved")]
    [InlineData("Support", "reserved")]
    public async Task A_name_that_would_deceive_is_refused_and_what_was_typed_stays(string name, string why)
    {
        var ada = await server.CreateUserAsync();
        using var browser = await server.NewBrowserAsync(ada);

        var page = await ChooseAsync(browser, name, ada.Password);

        Assert.Equal(422, page.Status);
        Assert.Contains(why, page.Text, StringComparison.Ordinal);
        Assert.Equal(name, page.Field("username"));
        Assert.Equal(ada.Username, await NameOfAsync(server, ada));
    }

    [Fact]
    public async Task B101_it_takes_the_password()
    {
        var ada = await server.CreateUserAsync();
        using var browser = await server.NewBrowserAsync(ada);

        var without = await ChooseAsync(browser, _name, "");
        var wrong = await ChooseAsync(browser, _name, "not the password");

        Assert.Contains("Enter your current password", without.Text, StringComparison.Ordinal);
        Assert.Contains("That is not your current password.", wrong.Text, StringComparison.Ordinal);
        Assert.Equal(ada.Username, await NameOfAsync(server, ada));
    }

    [Fact]
    public async Task Names_can_be_tried_only_so_often()
    {
        var (ada, other) = (await server.CreateUserAsync(), await server.CreateUserAsync());
        using var browser = await server.NewBrowserAsync(ada);
        for (var i = 0; i < 10; i++) Assert.Contains("is taken", (await ChooseAsync(browser, other.Username.ToUpperInvariant(), ada.Password)).Text, StringComparison.Ordinal);

        var page = await ChooseAsync(browser, _name, ada.Password);

        Assert.Equal(429, page.Status);
        Assert.Contains("Too many tries", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [AllProviders]
    public async Task Of_ten_who_want_one_name_at_once_one_gets_it(DatabaseProvider provider)
    {
        await using var own = await TestServer.StartAsync(provider);
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        var people = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            var person = await own.CreateUserAsync();
            var browser = await own.NewBrowserAsync(person);
            return (Browser: browser, Person: person, Page: await browser.GetAsync("/account/profile"));
        }));

        var answers = await Task.WhenAll(people.Select(one => PostAsync(one.Browser, one.Page, _name, one.Person.Password)));

        Assert.Single(answers, answer => answer.Location is not null);
        Assert.DoesNotContain(answers, answer => answer.Status >= 500);
        Assert.Equal(1, await own.InDatabaseAsync(db => db.Users.CountAsync(u => u.UserName == _name)));
        foreach (var one in people) one.Browser.Dispose();
    }

    [Fact]
    public async Task It_can_be_turned_off()
    {
        await using var own = await TestServer.StartAsync(settings: new() { ["UserName:Changeable"] = "false" });
        var ada = await own.CreateUserAsync();
        using var browser = await own.NewBrowserAsync(ada);
        var page = await browser.GetAsync("/account/profile");

        Assert.Null(page.Field("username"));
        Assert.Equal(404, (await PostAsync(browser, page, _name, ada.Password)).Status);
    }

    [Fact]
    public async Task An_app_changes_it_after_a_recent_sign_in()
    {
        var s = await server.AtAccountAsync(await server.CreateUserAsync());

        var changed = await server.AccountAsync(s, HttpMethod.Put, "/username", new { username = _name });
        var refused = await server.AccountAsync(s, HttpMethod.Put, "/username", new { username = "ad min" });
        var profile = await server.ReadAsync(s);
        var removed = await server.AccountAsync(s, HttpMethod.Put, "/username", new { username = (string?)null });

        Assert.Equal((204, 400), (changed.Status, refused.Status));
        Assert.Equal(["username"], refused.Json["errors"]!.AsObject().Select(error => error.Key));
        Assert.Equal(_name, profile.Json.Text("preferred_username"));
        Assert.Equal(204, removed.Status);
        Assert.Null(await NameOfAsync(server, s.Person));
    }

    private static async Task<Answer> ChooseAsync(WebBrowser browser, string name, string password)
        => await browser.FollowAsync(await PostAsync(browser, await browser.GetAsync("/account/profile"), name, password));

    private static Task<Answer> PostAsync(WebBrowser browser, Answer page, string name, string password)
        => browser.PostAsync("/account/profile?handler=Username", ("__RequestVerificationToken", page.Field("__RequestVerificationToken")!), ("username", name), ("password", password));

    private static Task<string?> NameOfAsync(TestServer at, Person person) => at.InDatabaseAsync(db => db.Users.Where(u => u.Id == person.Id).Select(u => u.UserName).SingleAsync());
}
