using System.Text;
using Identity.Core.Data;
using Identity.Core.Keys;
using Identity.Core.Keys.DataProtection;
using Identity.Testing.Databases;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Identity.Core.Tests.Keys;

public sealed class DataProtectionTests
{
    [Theory, AllProviders]
    public async Task What_one_node_protects_another_reads_and_another_application_does_not(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var one = database.Services(s => s.AddIdentityDataProtection("server"));
        await using var two = database.Services(s => s.AddIdentityDataProtection("server"));
        await using var other = database.Services(s => s.AddIdentityDataProtection("admin-api"));
        await one.StartAsync();

        var cookie = one.GetDataProtector("cookie").Protect("content");

        Assert.Equal("content", two.GetDataProtector("cookie").Unprotect(cookie));
        Assert.ThrowsAny<Exception>(() => other.GetDataProtector("cookie").Unprotect(cookie));
    }

    [Fact]
    public async Task B142_The_ring_lies_encrypted_in_the_database()
    {
        await using var database = await TestDatabase.CreateMigratedAsync(DatabaseProvider.Sqlite);
        await using var services = database.Services(s => s.AddIdentityDataProtection("server"));
        await services.StartAsync();
        services.GetDataProtector("cookie").Protect("content");

        var dump = SigningKeyRingTests.Dump(database);

        await services.WithDbAsync(async db => Assert.Contains("encryptedKey", (await db.DataProtectionKeys.SingleAsync()).Xml, StringComparison.Ordinal));
        Assert.True(SigningKeyRingTests.Contains(dump, Encoding.UTF8.GetBytes("encryptedKey")));
        Assert.False(SigningKeyRingTests.Contains(dump, Encoding.UTF8.GetBytes("masterKey")));
    }

    [Theory, AllProviders]
    public async Task B142_A_start_that_can_not_decrypt_the_ring_is_refused(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using (var first = database.Services(s => s.AddIdentityDataProtection("server")))
        {
            await first.StartAsync();
            first.GetDataProtector("cookie").Protect("content");
            await HostedAsync(first);
        }

        var other = TestKeyFile.In(database.Directory, "other.key");
        await using var second = database.Services(s => s.AddIdentityDataProtection("server"), new() { ["Keys:EncryptionKeyFiles:0"] = other });

        var failure = await Assert.ThrowsAsync<KeyEncryptionException>(() => HostedAsync(second));

        Assert.Contains($"The key in {other} does not decrypt this database", failure.Message, StringComparison.Ordinal);
        await second.WithDbAsync(async db => Assert.Equal(1, await db.DataProtectionKeys.CountAsync()));
    }

    private static async Task HostedAsync(ServiceProvider services)
    {
        foreach (var hosted in services.GetServices<IHostedService>()) await hosted.StartAsync(default);
    }
}
