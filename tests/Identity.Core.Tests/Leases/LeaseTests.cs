using Identity.Core.Data;
using Identity.Core.Leases;
using Identity.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Identity.Core.Tests.Leases;

public sealed class LeaseTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    [Theory, AllProviders]
    public async Task Of_many_that_want_a_lease_at_once_one_gets_it(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var services = database.Services();

        var got = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => AcquireAsync(services, $"process {i}", Long))));

        var winner = Assert.Single(got.OfType<HeldLease>());
        Assert.Equal(1, winner.Fence);
        Assert.Equal(winner, await AcquireAsync(services, winner.Owner, Long));
    }

    [Theory, AllProviders]
    public async Task A_holder_that_died_is_followed_when_its_time_is_over_and_can_write_no_more(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var services = database.Services();
        var dead = (await AcquireAsync(services, "dead", TimeSpan.FromMilliseconds(300)))!;
        Assert.True(await HoldsAsync(services, dead));

        HeldLease? next;
        while ((next = await AcquireAsync(services, "next", Long)) is null) await Task.Delay(Glance);

        Assert.Equal(2, next.Fence);
        Assert.False(await HoldsAsync(services, dead));
        Assert.Null(await AcquireAsync(services, "dead", Long));
        Assert.True(await HoldsAsync(services, next));
    }

    [Theory, AllProviders]
    public async Task A_lease_that_was_given_back_is_free_and_its_fence_has_moved(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var services = database.Services();
        var first = (await AcquireAsync(services, "first", Long))!;

        await WithAsync(services, async leases => { await leases.ReleaseAsync(first, default); return true; });
        var second = await AcquireAsync(services, "second", Long);

        Assert.Equal(2, second?.Fence);
        Assert.False(await HoldsAsync(services, first));
    }

    [Fact]
    public async Task The_statement_for_sql_server_is_valid_t_sql()
    {
        await using var db = new SqlServerIdentityDb(new DbContextOptionsBuilder<SqlServerIdentityDb>().UseSqlServer("Database=none").Options);
        var statement = LeaseStatements.Acquire(db, "job", "owner", Long);
        var text = string.Format(null, statement.Format, [.. statement.GetArguments().Select((_, i) => $"@p{i}")]);

        new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(text), out var errors);

        Assert.Empty(errors.Select(e => $"{e.Line}: {e.Message}"));
    }

    private static Task<HeldLease?> AcquireAsync(ServiceProvider services, string owner, TimeSpan duration)
        => WithAsync(services, leases => leases.TryAcquireAsync("job", owner, duration, default));

    private static Task<bool> HoldsAsync(ServiceProvider services, HeldLease lease) => WithAsync(services, leases => leases.HoldsAsync(lease, default));

    private static async Task<T> WithAsync<T>(ServiceProvider services, Func<LeaseStore, Task<T>> work)
    {
        await using var scope = services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<LeaseStore>());
    }
}
