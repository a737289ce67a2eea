using System.Security.Cryptography;
using Identity.Core.Audit;
using Identity.Core.Configuration;
using Identity.Core.Data;
using Identity.Core.Keys.DataProtection;
using Identity.Testing.Databases;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Identity.Core.Tests.Keys;

/// <summary>The framework has no clock to turn, so the first key is made in the past, and the next one is used about now.</summary>
public sealed class RingTests
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(90);

    [Theory, AllProviders]
    public async Task B142_what_the_next_key_of_the_ring_protects_the_other_node_reads_at_once(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow() - Life);
        await using var one = Node(database, clock);
        await using var two = Node(database, clock);
        await one.StartAsync();
        var old = one.GetDataProtector("cookie").Protect("old");
        Assert.Equal("old", two.GetDataProtector("cookie").Unprotect(old));

        clock.Advance(TimeSpan.FromDays(75));
        Assert.Equal(0, await RunAsync(one));
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await RunAsync(one));
        Assert.Equal(0, await RunAsync(two));
        await CatchUpAsync(one, old);
        await CatchUpAsync(two, old);

        foreach (var (from, to) in new[] { (one, two), (two, one) })
        {
            var next = from.GetDataProtector("cookie").Protect("next");
            Assert.NotEqual(KeyOf(old), KeyOf(next));
            Assert.Equal("next", to.GetDataProtector("cookie").Unprotect(next));
            Assert.Equal("old", to.GetDataProtector("cookie").Unprotect(old));
        }
    }

    [Fact]
    public async Task A_ring_that_nobody_rotated_goes_on()
    {
        await using var database = await TestDatabase.CreateMigratedAsync(DatabaseProvider.Sqlite);
        await using var node = Node(database, new FakeTimeProvider(TimeProvider.System.GetUtcNow() - 2 * Life));
        await node.StartAsync();

        Assert.Equal("content", node.GetDataProtector("cookie").Unprotect(node.GetDataProtector("cookie").Protect("content")));
        await node.WithDbAsync(async db => Assert.Equal(1, await db.DataProtectionKeys.CountAsync()));
    }

    [Fact]
    public async Task B141_what_a_ring_that_was_thrown_away_protected_counts_on_no_node_any_more()
    {
        await using var database = await TestDatabase.CreateMigratedAsync(DatabaseProvider.Sqlite);
        await using var one = Node(database, TimeProvider.System);
        await using var two = Node(database, TimeProvider.System);
        await one.StartAsync();
        var old = one.GetDataProtector("cookie").Protect("old");
        Assert.Equal("old", two.GetDataProtector("cookie").Unprotect(old));

        Assert.Equal(1, await one.WithAsync<RingKeys, int>(ring => ring.ReplaceAsync(AuditActor.Keys, default)));
        await CatchUpAsync(one, old);
        await CatchUpAsync(two, old);

        Assert.ThrowsAny<CryptographicException>(() => one.GetDataProtector("cookie").Unprotect(old));
        Assert.ThrowsAny<CryptographicException>(() => two.GetDataProtector("cookie").Unprotect(old));
        Assert.Equal("new", two.GetDataProtector("cookie").Unprotect(one.GetDataProtector("cookie").Protect("new")));
        await one.WithDbAsync(async db => Assert.Equal("keys", (await db.AuditEvents.SingleAsync(e => e.Kind == AuditKinds.KeyRingRotated)).Actor));
    }

    private static ServiceProvider Node(TestDatabase database, TimeProvider clock)
        => database.Services(services => services.AddSingleton(clock).AddIdentityDataProtection("server"));

    private static Task<int> RunAsync(ServiceProvider node) => node.WithAsync<RingKeys, int>(ring => ring.RunAsync(default));

    // What a node does every two seconds. The framework takes the ring in beside its work.
    private static async Task CatchUpAsync(ServiceProvider node, string old)
    {
        await node.GetRequiredService<Catalog>().CheckAsync(default);
        node.GetRequiredService<DataProtectionRing>().Refresh();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (KeyOf(node.GetDataProtector("cookie").Protect("")) == KeyOf(old)) await Task.Delay(10, patience.Token);
    }

    // A magic header, then the id of the key.
    private static string KeyOf(string value) => Convert.ToHexString(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.DecodeBytes(value)[4..20]);
}
