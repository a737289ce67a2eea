using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.Revocation;

public sealed class RevocationTests(TestServer server)
{
    [Fact]
    public async Task B043_a_revoked_refresh_token_takes_everything_of_its_grant_along()
    {
        var (app, _, tokens) = await server.TokensAsync();

        var revoked = await server.CallAsync(app, "/connect/revoke", ("token", tokens.RefreshToken!));

        Assert.Equal(200, revoked.Status);
        Assert.Equal("invalid_grant", (await server.RefreshAsync(app, tokens.RefreshToken)).Error);
        Assert.Equal(401, (await server.UserInfoAsync(tokens.AccessToken)).Status);
    }

    [Fact]
    public async Task A_revoked_access_token_goes_alone()
    {
        var (app, _, tokens) = await server.TokensAsync();

        var revoked = await server.CallAsync(app, "/connect/revoke", ("token", tokens.AccessToken));

        Assert.Equal(200, revoked.Status);
        Assert.Equal(401, (await server.UserInfoAsync(tokens.AccessToken)).Status);
        Assert.Equal(200, (await server.RefreshAsync(app, tokens.RefreshToken)).Status);
    }

    [Fact]
    public async Task Revoking_twice_or_something_unknown_is_no_error()
    {
        var (app, _, tokens) = await server.TokensAsync();

        await server.CallAsync(app, "/connect/revoke", ("token", tokens.AccessToken));

        Assert.Equal(200, (await server.CallAsync(app, "/connect/revoke", ("token", tokens.AccessToken))).Status);
        Assert.Equal(200, (await server.CallAsync(app, "/connect/revoke", ("token", "unknown"))).Status);
    }

    [Fact]
    public async Task B043_a_stranger_revokes_nothing()
    {
        var (app, _, tokens) = await server.TokensAsync();
        var stranger = await server.CreateClientAsync();

        await server.CallAsync(stranger, "/connect/revoke", ("token", tokens.RefreshToken!));
        await server.PostAsync("/connect/revoke", ("token", tokens.RefreshToken!));

        Assert.Equal(200, (await server.RefreshAsync(app, tokens.RefreshToken)).Status);
    }
}
