using Identity.Core.Audit;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Account.Profiles;

public sealed class ProfilePageTests(TestServer server)
{
    private const string Path = "/account/profile";

    [Fact]
    public async Task What_is_entered_is_saved_and_told_to_apps()
    {
        var ada = await server.CreateUserAsync(new { name = "Ada", address = new { street_address = "12 St James's Square\nFlat 2", country = "England" } });
        using var browser = await server.NewBrowserAsync(ada);

        var page = await browser.GetAsync(Path);
        var saved = await browser.SubmitAsync(page, ("name", "Ada Lovelace"), ("birthdate", "1815-12-10"), ("zoneinfo", "Europe/London"), ("website", "https://ada.example/"), ("locality", " London "));

        Assert.Equal("Ada", page.Field("name"));
        Assert.Contains("Your profile is saved.", saved.Text, StringComparison.Ordinal);
        Assert.Equal("Ada Lovelace", saved.Field("name"));
        var claims = (await server.UserInfoAsync((await server.TokensAsync(browser, (await server.CreateClientAsync()).Request("openid profile address"))).AccessToken)).Json;
        Assert.Equal(("Ada Lovelace", "1815-12-10", "Europe/London", "https://ada.example/"), (claims.Text("name"), claims.Text("birthdate"), claims.Text("zoneinfo"), claims.Text("website")));
        var address = claims["address"]!.AsObject();
        // What the page shows in one line, and nobody touched, is as it was.
        Assert.Equal(("12 St James's Square\nFlat 2", "London", "England"), (address.Text("street_address"), address.Text("locality"), address.Text("country")));
        var row = await server.InDatabaseAsync(db => db.AuditEvents.SingleAsync(e => e.Kind == AuditKinds.UserUpdated && e.Actor == ada.Subject));
        Assert.Null(row.ClientId);
    }

    [Fact]
    public async Task A_field_that_is_emptied_has_no_value_any_more()
    {
        var ada = await server.CreateUserAsync(new { name = "Ada", nickname = "Countess" });
        using var browser = await server.NewBrowserAsync(ada);

        var saved = await browser.SubmitAsync(await browser.GetAsync(Path), ("nickname", " "));

        Assert.Equal(("Ada", ""), (saved.Field("name"), saved.Field("nickname")));
        Assert.Null(await server.InDatabaseAsync(db => db.Users.Where(u => u.Id == ada.Id).Select(u => u.Nickname).SingleAsync()));
    }

    [Fact]
    public async Task Mistakes_are_told_in_the_order_of_the_fields_and_nothing_is_lost_or_half_saved()
    {
        var ada = await server.CreateUserAsync(new { name = "Ada" });
        using var browser = await server.NewBrowserAsync(ada);

        var page = await browser.SubmitAsync(
            await browser.GetAsync(Path), ("name", "Grace"), ("nickname", new string('x', 201)), ("birthdate", "10.12.1815"), ("website", "javascript:alert(1)"), ("zoneinfo", "../etc"), ("locale", "no language"));

        Assert.Equal(422, page.Status);
        Assert.Equal(["#nickname", "#birthdate", "#website", "#zoneinfo", "#locale"], page.Page.QuerySelectorAll("[data-errors] a").Select(link => link.GetAttribute("href")));
        Assert.Equal(("Grace", "10.12.1815", "../etc"), (page.Field("name"), page.Field("birthdate"), page.Field("zoneinfo")));
        Assert.NotNull(page.Page.QuerySelector("details[open] #birthdate"));
        Assert.Equal("Ada", await server.InDatabaseAsync(db => db.Users.Where(u => u.Id == ada.Id).Select(u => u.Name).SingleAsync()));
    }

    [Fact]
    public async Task A_change_that_came_between_is_told_and_overwritten_only_when_saved_again()
    {
        var ada = await server.CreateUserAsync(new { name = "Ada" });
        using var first = await server.NewBrowserAsync(ada);
        using var second = await server.NewBrowserAsync(ada);
        var (one, other) = (await first.GetAsync(Path), await second.GetAsync(Path));

        await first.SubmitAsync(one, ("name", "Augusta"));
        var refused = await second.SubmitAsync(other, ("name", "Ada King"));
        var again = await second.SubmitAsync(refused);

        Assert.Equal(409, refused.Status);
        Assert.Equal("Ada King", refused.Field("name"));
        Assert.Contains("Your profile is saved.", again.Text, StringComparison.Ordinal);
        Assert.Equal("Ada King", again.Field("name"));
    }

    [Fact]
    public async Task It_is_for_people_who_are_signed_in()
    {
        using var browser = server.NewBrowser();

        Assert.Equal("/signin", (await browser.GetAsync(Path)).Location?.AbsolutePath);
    }

    [Fact]
    public async Task The_texts_are_there_in_German()
    {
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var page = await browser.SendAsync(HttpMethod.Get, Path, more: request => request.Headers.AcceptLanguage.ParseAdd("de"));

        Assert.Equal("Profil", page.Title);
        Assert.DoesNotContain("profile.", page.Text, StringComparison.Ordinal);
    }
}
