using Identity.Core.Audit;
using Identity.Core.Keys.Rotation;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Identity.Server.Tests.Protocol.Keys;

public sealed class RotationTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Step = TimeSpan.FromHours(4);

    // The shortest announcement that is allowed.
    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["Keys:Rotation:Interval"] = "4.00:00:00",
        ["Keys:Rotation:AnnounceLead"] = "1.00:00:00",
        ["Session:Idle"] = "30.00:00:00",
    };

    [Fact]
    public async Task B155_an_app_that_keeps_JWKS_for_a_day_sees_no_failure_across_two_rotations()
    {
        await using var nodes = await TwoNodes.StartAsync(settings: Settings);
        var s = await nodes.One.SignedInAsync("openid offline_access");
        using var browser = s.Browser;
        var asleep = await nodes.One.TokensAsync(s.Browser, s.App.Request("openid offline_access"));
        var tokens = s.Tokens;
        var (keys, fetchedAt, kids) = (await FetchAsync(nodes.Two), nodes.Two.Clock.GetUtcNow(), new HashSet<string>());

        for (var i = 0; kids.Count < 6; i++)
        {
            var (node, other) = i % 2 == 0 ? (nodes.One, nodes.Two) : (nodes.Two, nodes.One);
            tokens = Tokens.Of(await node.RefreshAsync(s.App, tokens.RefreshToken));
            if (node.Clock.GetUtcNow() - fetchedAt >= Day) (keys, fetchedAt) = (await FetchAsync(other), node.Clock.GetUtcNow());
            await VerifyAsync(keys, tokens.IdToken, kids);
            await VerifyAsync(keys, tokens.AccessToken, kids);
            Assert.Equal(200, (await other.UserInfoAsync(tokens.AccessToken)).Status);
            Assert.Equal(200, (await other.CallAsync(s.App, "/connect/introspect", ("token", tokens.AccessToken))).Status);
            Assert.True(i < 100, "The keys did not change.");
            await nodes.AdvanceAsync(Step);
        }

        // Under the first encryption key, and the first signing key.
        Assert.Equal(200, (await nodes.Two.RefreshAsync(s.App, asleep.RefreshToken)).Status);
        Assert.NotNull((await browser.AuthorizeAsync(s.App.Request().With("prompt", "none").With("id_token_hint", s.IdToken))).Find("code"));
    }

    [Fact]
    public async Task B155_a_retired_key_goes_when_nothing_of_it_can_live_any_more()
    {
        await using var nodes = await TwoNodes.StartAsync(settings: new(Settings)
        {
            ["Session:Absolute"] = "30.00:00:00",
            ["Session:RememberedAbsolute"] = "10.00:00:00",
            ["Keys:Rotation:Interval"] = "365.00:00:00",
        });
        // Longer than that of all others.
        await nodes.One.CreateClientAsync(new { refresh_token_idle_lifetime = 60 * 86400, refresh_token_absolute_lifetime = 60 * 86400 });
        var first = await RowsAsync(nodes);
        var next = await nodes.One.InScopeAsync(scope => scope.GetRequiredService<KeyRotation>().AnnounceAsync(AuditActor.System, default));
        await nodes.SettleAsync();
        await nodes.UntilAsync(nodes.Two, async () => (await RowsAsync(nodes)).Where(key => key.Generation == 1).All(key => key.DeleteAt is not null));
        var retiresAt = next[0].ActivateAt;
        Assert.Equal(3, next.Count);

        Assert.All(await RowsAsync(nodes), key => Assert.Equal(key.Generation == 2 ? null : retiresAt, Round(key.RetireAt)));
        await nodes.AdvanceAsync(retiresAt + TimeSpan.FromDays(30) - nodes.One.Clock.GetUtcNow().UtcDateTime);
        Assert.Equal(6, (await RowsAsync(nodes)).Count);
        await nodes.AdvanceAsync(TimeSpan.FromHours(2));
        Assert.Equal(["enc 1", "enc 2", "sig 2", "sig 2"], (await RowsAsync(nodes)).Select(Name));
        await nodes.AdvanceAsync(TimeSpan.FromDays(30) - TimeSpan.FromHours(3));
        Assert.Equal(4, (await RowsAsync(nodes)).Count);
        await nodes.AdvanceAsync(TimeSpan.FromHours(3));

        Assert.Equal(["enc 2", "sig 2", "sig 2"], (await RowsAsync(nodes)).Select(Name));
        var gone = await nodes.One.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Kind == AuditKinds.KeyDeleted).Select(e => e.TargetId).ToListAsync());
        Assert.Equal(first.Select(key => key.KeyId).Order(), gone.Order());

        DateTime? Round(DateTime? time) => time is { } t && (t - retiresAt).Duration() < TimeSpan.FromMinutes(1) ? retiresAt : time;
        static string Name(Core.Keys.SigningKey key) => $"{key.Use} {key.Generation}";
    }

    private static Task<List<Core.Keys.SigningKey>> RowsAsync(TwoNodes nodes)
        => nodes.One.InDatabaseAsync(db => db.SigningKeys.AsNoTracking().Where(key => key.Use != "sub").OrderBy(key => key.Use).ThenBy(key => key.Generation).ToListAsync());

    private static async Task<IList<SecurityKey>> FetchAsync(TestServer node) => new JsonWebKeySet((await TwoNodes.JwksAsync(node)).ToJsonString()).GetSigningKeys();

    private static async Task VerifyAsync(IEnumerable<SecurityKey> keys, string? token, HashSet<string> kids)
    {
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeys = keys,
            TryAllIssuerSigningKeys = false,
            ValidateAudience = false,
            ValidateIssuer = false,
            ValidateLifetime = false,
        });
        Assert.True(result.IsValid, result.Exception?.Message);
        kids.Add(Jwt.Read(token).Header.Text("kid"));
    }
}
