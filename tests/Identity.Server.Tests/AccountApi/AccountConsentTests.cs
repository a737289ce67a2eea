using Identity.Core.Audit;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.AccountApi;

public sealed class AccountConsentTests(TestServer server)
{
    [Fact]
    public async Task What_a_person_allowed_is_listed_and_gone_with_all_that_was_given_when_it_is_taken_back()
    {
        var s = await server.AtAccountAsync();
        var (app, tokens) = await AllowAsync(s.Browser);

        var listed = (await server.ReadAsync(s, "/consents")).Json["consents"]!.AsArray();
        var answer = await server.AccountAsync(s, HttpMethod.Delete, $"/consents/{app.ClientId}");
        var again = await server.AccountAsync(s, HttpMethod.Delete, $"/consents/{app.ClientId}");

        var row = Assert.Single(listed)!.AsObject();
        Assert.Equal((app.ClientId, app.Name), (row.Text("client_id"), row.Text("client_name")));
        Assert.Equal(["offline_access", "profile"], row.Texts("scopes").Order());
        Assert.Equal((204, 404, "not-found"), (answer.Status, again.Status, again.Problem()));
        Assert.Equal(401, (await server.UserInfoAsync(tokens.AccessToken)).Status);
        Assert.Equal("invalid_grant", (await server.RefreshAsync(app, tokens.RefreshToken)).Error);
        Assert.Equal("""{"consents":[]}""", (await server.ReadAsync(s, "/consents")).Body);
        Assert.Equal(1, await server.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Kind == AuditKinds.ConsentWithdrawn && e.Actor == s.Person.Subject && e.ClientId == s.App.ClientId)));
    }

    [Fact]
    public async Task B121_nobody_sees_or_takes_back_what_somebody_else_allowed()
    {
        var (ada, eve) = (await server.AtAccountAsync(), await server.AtAccountAsync());
        var (app, tokens) = await AllowAsync(ada.Browser);

        Assert.Equal("""{"consents":[]}""", (await server.ReadAsync(eve, "/consents")).Body);
        Assert.Equal(404, (await server.AccountAsync(eve, HttpMethod.Delete, $"/consents/{app.ClientId}")).Status);
        Assert.Equal(200, (await server.UserInfoAsync(tokens.AccessToken)).Status);
    }

    private async Task<(App App, Tokens Tokens)> AllowAsync(WebBrowser browser)
    {
        var app = await server.CreateClientAsync(new { first_party = false });
        var request = app.Request("openid profile offline_access");
        var answer = await browser.SubmitAsync(await browser.AuthorizeAsync(request), ("decision", "allow"));
        return (app, Tokens.Of(await server.RedeemAsync(request, answer["code"])));
    }
}
