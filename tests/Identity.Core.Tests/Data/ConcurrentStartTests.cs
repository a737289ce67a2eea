using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Resources;
using Identity.Core.Roles;
using Identity.Core.Scopes;
using Identity.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Core.Tests.Data;

public sealed class ConcurrentStartTests
{
    private const int Nodes = 4;

    [Theory, AllProviders]
    public async Task B156_Nodes_that_start_together_on_an_empty_database_end_with_one_of_everything(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var nodes = Enumerable.Range(0, Nodes).Select(_ => database.Services()).ToList();

        await Task.WhenAll(nodes.Select(node => Task.Run(node.StartAsync)));

        var keys = await Task.WhenAll(nodes.Select(node => node.LoadKeysAsync()));
        Assert.All(keys, own => Assert.Equal(keys[0].Select(k => k.KeyId), own.Select(k => k.KeyId)));
        Assert.Equal(4, keys[0].Count);
        await nodes[0].WithDbAsync(async db =>
        {
            Assert.Equal(BuiltInRoles.List.Count, await db.Roles.CountAsync());
            Assert.Equal(BuiltInScopes.List.Count, await db.Scopes.CountAsync());
            Assert.Equal(BuiltInResources.List.Count, await db.Resources.CountAsync());
            Assert.Equal(1, await db.KeyChecks.CountAsync());
            Assert.Equal(1, await db.DataProtectionKeys.CountAsync());
            Assert.Equal(5, await db.AuditEvents.CountAsync(e => e.Kind == AuditKinds.KeyCreated && e.Actor == AuditActor.System.Name));
        });
        foreach (var node in nodes) await node.DisposeAsync();
    }

    [Fact]
    public async Task A_lock_that_a_killed_process_left_does_not_hold_up_the_next_start()
    {
        await using var database = await TestDatabase.CreateMigratedAsync(DatabaseProvider.Sqlite);
        await using var services = database.Services();
        await services.WithDbAsync(async db =>
        {
            await db.Database.ExecuteSqlRawAsync("""CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL)""");
            await db.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00')""");
            // Something must be pending, or nothing would ask for the lock.
            await db.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsHistory");
        });

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var failure = await Record.ExceptionAsync(() => services.WithAsync<DatabaseMigration, IReadOnlyList<string>>(m => m.MigrateAsync(patience.Token)));

        // The tables exist already: EF got past its lock and found that out.
        Assert.Contains("already exists", failure?.Message, StringComparison.Ordinal);
    }

    [Theory, AllProviders]
    public async Task Seeding_mends_what_an_older_version_left_and_keeps_what_the_operator_made(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var services = database.Services();
        await services.WithDbAsync(async db =>
        {
            var owner = await db.Roles.Include(r => r.Permissions).SingleAsync(r => r.Name == BuiltInRoles.Owner);
            owner.Permissions.Clear();
            owner.Permissions.Add(new RolePermission { Permission = "old:permission" });
            var profile = await db.Scopes.SingleAsync(s => s.Name == BuiltInScopes.Profile);
            profile.Claims = ["name"];
            db.Roles.Add(new Role { Name = "Own", NormalizedName = "OWN" });
            await db.SaveChangesAsync();
        });

        await services.StartAsync();

        await services.WithDbAsync(async db =>
        {
            var owner = await db.Roles.Include(r => r.Permissions).SingleAsync(r => r.Name == BuiltInRoles.Owner);
            Assert.Equal([Permissions.All], owner.Permissions.Select(p => p.Permission));
            Assert.Contains("updated_at", (await db.Scopes.SingleAsync(s => s.Name == BuiltInScopes.Profile)).Claims);
            Assert.True(await db.Roles.AnyAsync(r => r.Name == "Own" && !r.BuiltIn));
        });
    }

    [Theory]
    [InlineData(DatabaseProvider.PostgreSql, "Host=127.0.0.1;Port=1;Database=identity;Username=identity;Password=Hidden-Pass;Timeout=3")]
    [InlineData(DatabaseProvider.SqlServer, "Server=127.0.0.1,1;Database=Identity;User Id=identity;Password=Hidden-Pass;Connect Timeout=1;ConnectRetryCount=0")]
    public async Task A_database_that_does_not_answer_is_one_sentence_without_secrets(DatabaseProvider provider, string connection)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var services = database.Services(settings: new() { ["Database:ConnectionString"] = connection, ["Database:Provider"] = provider.ToString() });

        var failure = await Assert.ThrowsAsync<DatabaseUnavailableException>(services.StartAsync);

        Assert.Contains("Database:ConnectionString", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Hidden-Pass", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_can_not_be_written_is_one_sentence()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var services = database.Services(settings: new() { ["Database:ConnectionString"] = $"Data Source={database.Directory}/missing/identity.db" });

        var failure = await Assert.ThrowsAsync<DatabaseUnavailableException>(services.StartAsync);

        Assert.Contains("missing", failure.Message, StringComparison.Ordinal);
    }
}
