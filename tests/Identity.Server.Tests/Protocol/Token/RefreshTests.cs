using Identity.Core.Data;
using Identity.Server.Tests.Stage;
using Identity.Testing.Databases;

namespace Identity.Server.Tests.Protocol.Token;

public sealed class RefreshTests(TestServer server)
{
    [Fact]
    [Trait("Module", "oidcc-refresh-token")]
    public async Task A_refresh_gives_new_tokens_about_the_same_sign_in()
    {
        var (app, _, first) = await server.TokensAsync();

        var second = Tokens.Of(await server.RefreshAsync(app, first.RefreshToken));

        Assert.NotEqual(first.RefreshToken, second.RefreshToken);
        var (before, after) = (Jwt.Read(first.IdToken).Claims, Jwt.Read(second.IdToken).Claims);
        Assert.All(new[] { "iss", "sub", "aud", "auth_time", "acr", "sid", "azp" }, claim => Assert.Equal(before[claim]!.ToJsonString(), after[claim]!.ToJsonString()));
        Assert.Equal(200, (await server.UserInfoAsync(second.AccessToken)).Status);
    }

    [Fact]
    public async Task A_refresh_repeated_at_once_gives_the_same_successor_again()
    {
        var (app, _, first) = await server.TokensAsync();

        var second = Tokens.Of(await server.RefreshAsync(app, first.RefreshToken));
        var repeated = Tokens.Of(await server.RefreshAsync(app, first.RefreshToken));

        Assert.Equal(second.RefreshToken, repeated.RefreshToken);
    }

    [Theory]
    [AllProviders]
    public async Task B035_of_many_refreshes_at_once_one_live_successor_comes(DatabaseProvider provider)
    {
        await using var own = await TestServer.StartAsync(provider);
        var (app, _, first) = await own.TokensAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => own.RefreshAsync(app, first.RefreshToken)));

        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal((400, "invalid_grant"), (a.Status, a.Error)));
        var successor = Assert.Single(answers.Where(a => a.Status == 200).Select(a => Tokens.Of(a).RefreshToken).Distinct());
        Assert.Equal(200, (await own.RefreshAsync(app, successor)).Status);
        Assert.Empty(own.Log.Errors);
    }

    [Theory]
    [AllProviders]
    public async Task B035_two_refreshes_at_the_same_moment_get_the_same_successor(DatabaseProvider provider)
    {
        await using var own = await TestServer.StartAsync(provider);
        var (app, _, first) = await own.TokensAsync();

        // Both have found the token unused before one of them uses it up.
        own.Statements.Meet("ReferenceId", 2);
        var answers = await Task.WhenAll(own.RefreshAsync(app, first.RefreshToken), own.RefreshAsync(app, first.RefreshToken));

        var successor = Assert.Single(answers.Select(a => Tokens.Of(a).RefreshToken).Distinct());
        Assert.Equal(200, (await own.RefreshAsync(app, successor)).Status);
    }

    [Fact]
    public async Task B036_a_refresh_gives_no_more_than_was_allowed()
    {
        var (app, _, tokens) = await server.TokensAsync("openid profile offline_access");

        var more = await server.RefreshAsync(app, tokens.RefreshToken, ("scope", "openid profile email offline_access"));
        var less = Tokens.Of(await server.RefreshAsync(app, tokens.RefreshToken, ("scope", "openid")));

        Assert.Equal(400, more.Status);
        Assert.Contains(more.Error, new[] { "invalid_scope", "invalid_grant" });
        Assert.Equal("openid", Jwt.Read(less.AccessToken).Claims.Text("scope"));
    }

    [Fact]
    public async Task B036_a_refresh_token_is_of_no_use_to_another_app()
    {
        var (_, _, tokens) = await server.TokensAsync();
        var other = await server.CreateClientAsync();

        var answer = await server.RefreshAsync(other, tokens.RefreshToken);

        Assert.Equal((400, "invalid_grant"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task B036_other_tokens_do_not_refresh()
    {
        var (app, _, tokens) = await server.TokensAsync();

        foreach (var wrong in new[] { tokens.AccessToken, tokens.IdToken!, "x", tokens.RefreshToken![..^1] })
        {
            var answer = await server.RefreshAsync(app, wrong);
            Assert.Equal((400, "invalid_grant"), (answer.Status, answer.Error));
        }
    }

    [Fact]
    public async Task Roles_that_were_taken_away_are_gone_with_the_next_refresh()
    {
        var role = $"role{Guid.NewGuid():N}";
        await server.ApplyAsync(new { roles = new[] { new { name = role, permissions = Array.Empty<string>() } } });
        var ada = await server.CreateUserAsync(new { roles = new[] { role } });
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(ada);
        var before = await server.TokensAsync(browser, app.Request("openid offline_access roles"));
        await server.ApplyAsync(new { users = new[] { new { username = ada.Username, roles = Array.Empty<string>() } } });

        var after = Tokens.Of(await server.RefreshAsync(app, before.RefreshToken));

        Assert.Equal([role], Jwt.Read(before.IdToken).Claims.Texts("roles"));
        Assert.Empty(Jwt.Read(after.IdToken).Claims.Texts("roles"));
    }
}
