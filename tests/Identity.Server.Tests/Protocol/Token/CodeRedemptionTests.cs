using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Server.Tests.Stage;
using Identity.Testing.Databases;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Protocol.Token;

public sealed class CodeRedemptionTests(TestServer server)
{
    [Theory]
    [InlineData("not-the-verifier-not-the-verifier-not-the-verifier")]
    [InlineData("")]
    [InlineData(null)]
    public async Task B020_a_code_without_its_verifier_gives_nothing_and_the_right_one_still_works(string? verifier)
    {
        var (request, code) = await CodeAsync();

        var refused = await RedeemAsync(request, code, verifier);
        var right = await server.RedeemAsync(request, code);

        Assert.Equal(400, refused.Status);
        Assert.Equal(verifier is null or "" ? "invalid_request" : "invalid_grant", refused.Error);
        Assert.Equal(200, right.Status);
    }

    [Fact]
    public async Task B021_a_code_that_was_asked_for_without_PKCE_takes_no_verifier()
    {
        var app = await server.CreateClientAsync(new { require_pkce = false });
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var request = app.Request().Without("code_challenge", "code_challenge_method");

        var refused = await RedeemAsync(request, await browser.CodeAsync(request), request.Verifier);
        var right = await RedeemAsync(request, await browser.CodeAsync(request), null);

        Assert.Equal((400, "invalid_grant"), (refused.Status, refused.Error == "invalid_request" ? "invalid_grant" : refused.Error));
        Assert.Equal(200, right.Status);
    }

    [Fact]
    [Trait("Module", "oidcc-codereuse")]
    [Trait("Module", "oidcc-codereuse-30seconds")]
    public async Task B022_a_code_works_once_and_its_second_use_ends_everything_that_came_of_it()
    {
        var (request, code) = await CodeAsync("openid offline_access");
        var first = Tokens.Of(await server.RedeemAsync(request, code));
        Assert.Equal(200, (await server.UserInfoAsync(first.AccessToken)).Status);

        var second = await server.RedeemAsync(request, code);

        Assert.Equal((400, "invalid_grant"), (second.Status, second.Error));
        Assert.Equal(401, (await server.UserInfoAsync(first.AccessToken)).Status);
        Assert.Equal("invalid_grant", (await server.RefreshAsync(request.App, first.RefreshToken)).Error);
    }

    [Theory]
    [AllProviders]
    public async Task B023_of_fifty_redemptions_at_once_at_most_one_succeeds(DatabaseProvider provider)
    {
        await using var own = await TestServer.StartAsync(provider);
        var app = await own.CreateClientAsync();
        using var browser = await own.NewBrowserAsync(await own.CreateUserAsync());
        var request = app.Request("openid offline_access");
        var code = await browser.CodeAsync(request);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => own.RedeemAsync(request, code)));

        Assert.True(answers.Count(a => a.Status == 200) <= 1, string.Join(' ', answers.Select(a => a.Status)));
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal((400, "invalid_grant"), (a.Status, a.Error)));
        Assert.Empty(own.Log.Errors);
    }

    [Theory]
    [AllProviders]
    public async Task B023_two_redemptions_at_the_same_moment_end_what_one_of_them_got(DatabaseProvider provider)
    {
        await using var own = await TestServer.StartAsync(provider);
        var app = await own.CreateClientAsync();
        using var browser = await own.NewBrowserAsync(await own.CreateUserAsync());
        foreach (var scope in new[] { "openid", "openid offline_access" })
        {
            var request = app.Request(scope);
            var code = await browser.CodeAsync(request);

            // Both have found the code unused before one of them uses it up.
            own.Statements.Meet("ReferenceId", 2);
            var answers = await Task.WhenAll(own.RedeemAsync(request, code), own.RedeemAsync(request, code));

            var won = Tokens.Of(Assert.Single(answers, a => a.Status == 200));
            Assert.Equal("invalid_grant", Assert.Single(answers, a => a.Status != 200).Error);
            Assert.Equal(401, (await own.UserInfoAsync(won.AccessToken)).Status);
        }

        Assert.Equal(2, await own.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Kind == AuditKinds.CodeReused)));
    }

    [Fact]
    public async Task B024_a_code_is_of_no_use_to_another_app_or_with_another_address()
    {
        var (request, code) = await CodeAsync();
        var other = await server.CreateClientAsync(new { redirect_uris = new[] { request.App.RedirectUri } });

        var stolen = await server.RedeemAsync(request with { App = other }, code);
        var elsewhere = await server.RedeemAsync(request with { App = request.App with { RedirectUri = request.App.RedirectUri + "/" } }, code);

        Assert.Equal((400, "invalid_grant"), (stolen.Status, stolen.Error));
        Assert.Equal((400, "invalid_grant"), (elsewhere.Status, elsewhere.Error));
    }

    [Fact]
    public async Task B025_what_is_not_quite_a_code_is_refused()
    {
        var (request, code) = await CodeAsync("openid offline_access");
        var tokens = Tokens.Of(await server.RedeemAsync(request, code));
        var (_, fresh) = await CodeAsync();

        foreach (var wrong in new[] { fresh[..^1], fresh[1..], fresh + "A", fresh + "=", "x", "é", tokens.IdToken!, tokens.AccessToken, tokens.RefreshToken!, new string('A', 4000) })
        {
            var answer = await server.RedeemAsync(request, wrong);
            Assert.Equal((400, "invalid_grant"), (answer.Status, answer.Error));
        }
    }

    private async Task<(CodeRequest Request, string Code)> CodeAsync(string scope = "openid")
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var request = app.Request(scope);
        return (request, await browser.CodeAsync(request));
    }

    private Task<Answer> RedeemAsync(CodeRequest request, string code, string? verifier)
    {
        List<(string, string)> fields = [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", request.App.RedirectUri)];
        if (verifier is not null) fields.Add(("code_verifier", verifier));
        return server.TokenAsync(request.App, [.. fields]);
    }
}
