using Identity.Core.Clients;
using Identity.Core.Configuration;
using Identity.Core.Data;
using Identity.Core.Scopes;
using Identity.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Identity.Core.Tests.Configuration;

public sealed class CatalogTests
{
    [Theory, AllProviders]
    public async Task A_change_of_another_node_counts_within_five_seconds(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var here = new Node(database);
        await using var there = new Node(database);
        await there.AddClientAsync("app");
        await here.FollowAsync();
        Assert.Equal("before", (await here.Catalog.FindClientAsync("app", default))!.DisplayName);

        await there.RenameClientAsync("app", "after");
        Assert.Equal("before", (await here.Catalog.FindClientAsync("app", default))!.DisplayName);
        await here.ChangeAsync(() => here.Clock.Advance(TimeSpan.FromSeconds(2)));

        Assert.Equal("after", (await here.Catalog.FindClientAsync("app", default))!.DisplayName);
    }

    [Fact]
    public async Task A_change_of_this_node_counts_when_it_is_committed()
    {
        await using var database = await TestDatabase.CreateMigratedAsync(DatabaseProvider.Sqlite);
        await using var node = new Node(database);
        var before = await node.Catalog.ScopesAsync(default);

        await node.Services.WithDbAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Scopes.Add(new Scope { Id = Guid.NewGuid(), Name = "invoices" });
            await db.SaveChangesAsync();
            await db.BumpConfigVersionAsync(default);
            Assert.Same(before, await node.Catalog.ScopesAsync(default));
            await transaction.CommitAsync();
        });

        Assert.Contains("invoices", await node.Catalog.ScopesAsync(default));
    }

    [Fact]
    public async Task A_change_that_is_taken_back_changes_nothing()
    {
        await using var database = await TestDatabase.CreateMigratedAsync(DatabaseProvider.Sqlite);
        await using var node = new Node(database);
        var before = await node.Catalog.ResourcesAsync(default);

        await node.Services.WithDbAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.BumpConfigVersionAsync(default);
            await transaction.RollbackAsync();
        });

        Assert.Same(before, await node.Catalog.ResourcesAsync(default));
    }

    [Fact]
    public async Task B152_what_is_known_counts_for_a_while_when_the_database_is_away_and_no_longer()
    {
        await using var database = await TestDatabase.CreateMigratedAsync(DatabaseProvider.Sqlite);
        await using var node = new Node(database);
        await node.AddClientAsync("app");
        Assert.NotNull(await node.Catalog.FindClientAsync("app", default));

        await node.Services.WithDbAsync(db => db.Database.ExecuteSqlRawAsync("""ALTER TABLE "ConfigVersion" RENAME TO "Gone";"""));
        node.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.NotNull(await node.Catalog.FindClientAsync("app", default));
        node.Clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<Exception>(async () => await node.Catalog.FindClientAsync("app", default));

        await node.Services.WithDbAsync(db => db.Database.ExecuteSqlRawAsync("""ALTER TABLE "Gone" RENAME TO "ConfigVersion";"""));
        Assert.NotNull(await node.Catalog.FindClientAsync("app", default));
    }

    [Fact]
    public async Task Names_of_clients_are_exact_and_their_secrets_and_origins_are_known()
    {
        await using var database = await TestDatabase.CreateMigratedAsync(DatabaseProvider.Sqlite);
        await using var node = new Node(database);
        await node.AddClientAsync("app");

        var client = (await node.Catalog.FindClientAsync("app", default))!;
        Assert.Equal(["hash"], client.Secrets.Select(s => s.Hash));
        Assert.Equal(["https://app.example.com"], client.Origins.Select(o => o.Origin));
        Assert.Equal("app", (await node.Catalog.FindClientAsync(client.Id, default))!.ClientId);
        Assert.Contains("https://app.example.com", await node.Catalog.OriginsAsync(default));
        Assert.Null(await node.Catalog.FindClientAsync("APP", default));
        Assert.Null(await node.Catalog.FindClientAsync((string?)null, default));
    }

    [Fact]
    public async Task More_clients_than_are_kept_in_memory_are_found_as_well()
    {
        await using var database = await TestDatabase.CreateMigratedAsync(DatabaseProvider.Sqlite);
        await using var node = new Node(database, new() { ["Configuration:ClientsInMemory"] = "10" });
        for (var i = 0; i < 12; i++) await node.AddClientAsync($"app{i}");

        for (var i = 0; i < 12; i++) Assert.Equal($"app{i}", (await node.Catalog.FindClientAsync($"app{i}", default))!.ClientId);
    }

    private sealed class Node : IAsyncDisposable
    {
        private FollowConfiguration? _follower;

        public Node(TestDatabase database, Dictionary<string, string?>? settings = null)
            => Services = database.Services(services => services.AddSingleton<TimeProvider>(Clock), settings);

        public FakeTimeProvider Clock { get; } = new();

        public ServiceProvider Services { get; }

        public Catalog Catalog => Services.GetRequiredService<Catalog>();

        public async Task FollowAsync()
        {
            _follower = Services.GetServices<IHostedService>().OfType<FollowConfiguration>().Single();
            await _follower.StartAsync(default);
        }

        public async Task ChangeAsync(Action act)
        {
            var changed = new TaskCompletionSource();
            using var registration = Catalog.GetChangeToken().RegisterChangeCallback(_ => changed.TrySetResult(), null);
            act();
            await changed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }

        public Task AddClientAsync(string id) => Services.WithDbAsync(async db =>
        {
            db.Clients.Add(new Client
            {
                Id = Guid.NewGuid(),
                ClientId = id,
                DisplayName = "before",
                Secrets = { new ClientSecret { Hash = "hash" } },
                Origins = { new ClientOrigin { Origin = $"https://{id}.example.com" } },
            });
            await db.SaveChangesAsync();
            await db.BumpConfigVersionAsync(default);
        });

        public Task RenameClientAsync(string id, string name) => Services.WithDbAsync(async db =>
        {
            await db.Clients.Where(c => c.ClientId == id).ExecuteUpdateAsync(set => set.SetProperty(c => c.DisplayName, name));
            await db.BumpConfigVersionAsync(default);
        });

        public async ValueTask DisposeAsync()
        {
            if (_follower is not null) await _follower.StopAsync(default);
            await Services.DisposeAsync();
        }
    }
}
