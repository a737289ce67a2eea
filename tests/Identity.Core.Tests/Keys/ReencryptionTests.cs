using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Keys;
using Identity.Core.Keys.DataProtection;
using Identity.Core.Messaging;
using Identity.Core.Messaging.Email;
using Identity.Core.Messaging.Sms;
using Identity.Core.Messaging.Webhooks;
using Identity.Testing.Databases;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Core.Tests.Keys;

public sealed class ReencryptionTests
{
    [Theory, AllProviders]
    public async Task B142_after_it_the_new_key_alone_reads_everything_and_the_old_one_nothing(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        var (older, newer) = (TestKeyFile.In(database.Directory, "older.key"), TestKeyFile.In(database.Directory, "newer.key"));
        await using var before = Node(database, older);
        await before.StartAsync();
        var (cookie, keys) = (before.GetDataProtector("cookie").Protect("content"), await before.LoadKeysAsync());
        await QueueAsync(before);
        await using var both = Node(database, newer, older);
        await both.StartAsync();

        Assert.Equal(8, await CountAsync(both));
        Assert.Equal(8, await RunAsync(both));

        Assert.Equal((0, 0), (await CountAsync(both), await RunAsync(both)));
        await using var after = Node(database, newer);
        await after.StartAsync();
        Assert.Equal("content", after.GetDataProtector("cookie").Unprotect(cookie));
        Assert.Equal(keys.Select(key => key.KeyId), (await after.LoadKeysAsync()).Select(key => key.KeyId));
        await after.WithAsync<PairwiseSecret, byte[]>(secret => secret.ReadAsync(default).AsTask());
        Assert.Equal(["ada@example.com", "+4915123456789", "@ada"], await OpenAsync(after));
        await using var old = Node(database, older);
        await Assert.ThrowsAsync<KeyEncryptionException>(old.StartAsync);
        await after.WithDbAsync(async db => Assert.Equal(1, await db.AuditEvents.CountAsync(e => e.Kind == AuditKinds.KeysReencrypted)));
    }

    [Fact]
    public async Task Nodes_that_run_with_both_keys_notice_nothing()
    {
        await using var database = await TestDatabase.CreateMigratedAsync(DatabaseProvider.Sqlite);
        var (older, newer) = (TestKeyFile.In(database.Directory, "older.key"), TestKeyFile.In(database.Directory, "newer.key"));
        await using var running = Node(database, older, newer);
        await running.StartAsync();
        var cookie = running.GetDataProtector("cookie").Protect("content");
        await using var both = Node(database, newer, older);

        await RunAsync(both);

        Assert.Equal("content", running.GetDataProtector("cookie").Unprotect(cookie));
        Assert.Equal(4, (await running.LoadKeysAsync()).Count);
        running.GetRequiredService<DataProtectionRing>().Verify();
        Assert.Equal(5, await CountAsync(running));
    }

    [Fact]
    public async Task When_one_value_can_not_be_read_nothing_is_changed()
    {
        await using var database = await TestDatabase.CreateMigratedAsync(DatabaseProvider.Sqlite);
        var (older, newer) = (TestKeyFile.In(database.Directory, "older.key"), TestKeyFile.In(database.Directory, "newer.key"));
        await using var before = Node(database, older);
        await before.StartAsync();
        await before.WithDbAsync(async db =>
        {
            (await db.SigningKeys.OrderByDescending(key => key.Id).FirstAsync()).ProtectedKey[^1] ^= 1;
            foreach (var key in db.ChangeTracker.Entries<SigningKey>()) key.Property(k => k.ProtectedKey).IsModified = true;
            await db.SaveChangesAsync();
        });
        await using var both = Node(database, newer, older);

        await Assert.ThrowsAsync<KeyEncryptionException>(() => RunAsync(both));

        Assert.Equal(5, await CountAsync(both));
    }

    private static ServiceProvider Node(TestDatabase database, params string[] files) => database.Services(
        services => services.AddIdentityDataProtection("server"),
        files.Select((file, i) => (file, i)).ToDictionary(f => $"Keys:EncryptionKeyFiles:{f.i}", string? (f) => f.file));

    private static Task<bool> QueueAsync(ServiceProvider node) => node.WithAsync<IServiceProvider, bool>(async scope =>
    {
        var facts = new Dictionary<string, string>();
        scope.GetRequiredService<EmailQueue>().Add(new EmailNotice(EmailKinds.SignUpVerify, "ada@example.com", "en", facts), TimeSpan.FromHours(1));
        scope.GetRequiredService<SmsQueue>().Add(new SmsNotice(SmsKinds.SignInCode, "+4915123456789", "en", facts), TimeSpan.FromHours(1));
        scope.GetRequiredService<WebhookQueue>().Add(new WebhookNotice("signal", "signin_code", "@ada", "en", facts), TimeSpan.FromHours(1));
        return await scope.GetRequiredService<IdentityDb>().SaveChangesAsync() > 0;
    });

    private static Task<string[]> OpenAsync(ServiceProvider node) => node.WithAsync<IServiceProvider, string[]>(async scope =>
    {
        var messages = await scope.GetRequiredService<IdentityDb>().OutboxMessages.ToDictionaryAsync(message => message.Kind);
        return
        [
            scope.GetRequiredService<EmailQueue>().Open(messages[OutboxKinds.Email]).To,
            scope.GetRequiredService<SmsQueue>().Open(messages[OutboxKinds.Sms]).To,
            scope.GetRequiredService<WebhookQueue>().Open(messages[OutboxKinds.Webhook]).To,
        ];
    });

    private static Task<int> RunAsync(ServiceProvider node) => node.WithAsync<Reencryption, int>(it => it.RunAsync(AuditActor.Keys, default));

    private static Task<int> CountAsync(ServiceProvider node) => node.WithAsync<Reencryption, int>(it => it.CountAsync(default));
}
