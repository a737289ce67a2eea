using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Keys.Rotation;
using Identity.Server.Tests.Stage;
using Identity.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Tests.Protocol.Keys;

public sealed class KeyRevocationTests
{
    [Theory, AllProviders]
    public async Task B155_a_revoked_signing_key_verifies_nothing_on_any_node_and_a_new_one_signs_at_once(DatabaseProvider provider)
    {
        await using var nodes = await TwoNodes.StartAsync(provider);
        var s = await nodes.One.SignedInAsync("openid offline_access");
        using var browser = s.Browser;
        var old = Jwt.Read(s.Tokens.AccessToken).Header.Text("kid");
        foreach (var node in new[] { nodes.One, nodes.Two }) Assert.True(await OpensAsync(node, s, s.Tokens));

        await RevokeAsync(nodes, old);

        var next = Tokens.Of(await nodes.Two.RefreshAsync(s.App, s.Tokens.RefreshToken));
        Assert.NotEqual(old, Jwt.Read(next.AccessToken).Header.Text("kid"));
        Assert.Equal(Jwt.Read(s.IdToken).Header.Text("kid"), Jwt.Read(next.IdToken).Header.Text("kid"));
        foreach (var node in new[] { nodes.One, nodes.Two })
        {
            Assert.DoesNotContain(old, await TwoNodes.KeyIdsAsync(node));
            Assert.False(await OpensAsync(node, s, s.Tokens));
            Assert.True(await OpensAsync(node, s, next));
        }

        Assert.Equal("keys", await nodes.One.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Kind == AuditKinds.KeyRevoked && e.TargetId == old).Select(e => e.Actor).SingleAsync()));
    }

    [Fact]
    public async Task An_announced_key_takes_the_place_of_a_revoked_one_because_apps_know_it()
    {
        await using var nodes = await TwoNodes.StartAsync();
        var announced = await nodes.One.InScopeAsync(scope => scope.GetRequiredService<KeyRotation>().AnnounceAsync(AuditActor.System, default));
        await nodes.SettleAsync();
        var (_, _, tokens) = await nodes.One.TokensAsync();

        // The second name of an RSA key means the key.
        await RevokeAsync(nodes, $"{Jwt.Read(tokens.IdToken).Header.Text("kid")}-PS256");

        var (_, _, next) = await nodes.Two.TokensAsync();
        Assert.Equal(announced.Single(key => key.Algorithm == "RS256").KeyId, Jwt.Read(next.IdToken).Header.Text("kid"));
        Assert.Equal(3, (await TwoNodes.KeyIdsAsync(nodes.Two)).Count);
    }

    [Fact]
    public async Task A_revoked_announced_key_never_signs_and_the_next_one_is_announced_when_it_is_due()
    {
        await using var nodes = await TwoNodes.StartAsync();
        var announced = await nodes.One.InScopeAsync(scope => scope.GetRequiredService<KeyRotation>().AnnounceAsync(AuditActor.System, default));
        await nodes.SettleAsync();

        await RevokeAsync(nodes, announced.Single(key => key.Algorithm == "ES256").KeyId);

        var es256 = await nodes.One.InDatabaseAsync(db => db.SigningKeys.SingleAsync(key => key.Algorithm == "ES256"));
        Assert.Equal((1, null, null), (es256.Generation, es256.RetireAt, es256.DeleteAt));
        await nodes.AdvanceAsync(TimeSpan.FromDays(77));
        Assert.Equal(2, await nodes.One.InDatabaseAsync(db => db.SigningKeys.CountAsync(key => key.Algorithm == "ES256")));
    }

    [Fact]
    public async Task A_revoked_encryption_key_ends_every_refresh_token_made_with_it()
    {
        await using var nodes = await TwoNodes.StartAsync();
        var (app, _, tokens) = await nodes.One.TokensAsync();
        var old = await nodes.One.InDatabaseAsync(db => db.SigningKeys.Where(key => key.Use == "enc").Select(key => key.KeyId).SingleAsync());

        await RevokeAsync(nodes, old);

        await nodes.UntilAsync(nodes.Two, async () => (await nodes.Two.RefreshAsync(app, tokens.RefreshToken)).Error == "invalid_grant");
        var (next, _, fresh) = await nodes.One.TokensAsync();
        Assert.Equal(200, (await nodes.Two.RefreshAsync(next, fresh.RefreshToken)).Status);
    }

    [Fact]
    public async Task The_secret_of_pairwise_subjects_can_not_be_revoked()
    {
        await using var server = await TestServer.StartAsync();
        var secret = await server.InDatabaseAsync(db => db.SigningKeys.Where(key => key.Use == "sub").Select(key => key.KeyId).SingleAsync());

        Assert.IsType<RevocationResult.Refused>(await RevokeAsync(server, secret));
        Assert.IsType<RevocationResult.Unknown>(await RevokeAsync(server, "nothing"));
        Assert.Equal(4, await server.InDatabaseAsync(db => db.SigningKeys.CountAsync()));
    }

    // Through one node's database, as the command does; both nodes find out by themselves.
    private static async Task RevokeAsync(TwoNodes nodes, string keyId)
    {
        Assert.IsType<RevocationResult.Done>(await RevokeAsync(nodes.One, keyId));
        await nodes.SettleAsync();
    }

    private static Task<RevocationResult> RevokeAsync(TestServer server, string keyId)
        => server.InScopeAsync(scope => scope.GetRequiredService<KeyRevocation>().RevokeAsync(keyId, AuditActor.Keys, default));

    private static async Task<bool> OpensAsync(TestServer node, SignedIn s, Tokens tokens)
    {
        var userinfo = (await node.UserInfoAsync(tokens.AccessToken)).Status;
        var introspection = (await node.CallAsync(s.App, "/connect/introspect", ("token", tokens.AccessToken))).Json["active"]!.GetValue<bool>();
        Assert.Equal(introspection ? 200 : 401, userinfo);
        return introspection;
    }
}
