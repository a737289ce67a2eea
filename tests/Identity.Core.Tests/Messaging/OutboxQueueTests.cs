using System.Collections.Concurrent;
using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Messaging;
using Identity.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Identity.Core.Tests.Messaging;

public sealed class OutboxQueueTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 5, 17, 13, 45, 30, TimeSpan.Zero));

    [Theory, AllProviders]
    public async Task Of_many_workers_each_message_goes_to_one(DatabaseProvider provider)
    {
        const int Messages = 300;
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var services = Services(database);
        await AddAsync(services, Messages);
        var taken = new ConcurrentBag<Guid>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            while (await ClaimAsync(services, $"worker {worker}", 20) is { Count: > 0 } claimed)
            {
                foreach (var message in claimed) taken.Add(message.Id);
            }
        })));

        Assert.Equal(Messages, taken.Count);
        Assert.Equal(Messages, taken.Distinct().Count());
    }

    [Theory, AllProviders]
    public async Task A_message_of_a_worker_that_crashed_goes_to_another_when_its_time_is_over(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var services = Services(database);
        await AddAsync(services);

        var first = Assert.Single(await ClaimAsync(services, "one"));
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(await ClaimAsync(services, "two"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        var second = Assert.Single(await ClaimAsync(services, "two"));
        // The first was only slow: what it has to say does not count any more.
        await RecordAsync(services, o => o.DeadAsync(first, "too late", default));
        await RecordAsync(services, o => o.DeliveredAsync(second, "there", default));

        var row = await RowAsync(services);
        Assert.Equal((first.Id, 2), (second.Id, second.Attempts));
        Assert.Equal((OutboxStatus.Delivered, "there", (DateTime?)null), (row.Status, row.Outcome, row.LockedUntil));
        Assert.Empty(await ClaimAsync(services, "three"));
    }

    [Fact]
    public async Task A_message_given_back_is_free_at_once_and_its_try_does_not_count()
    {
        await using var database = await TestDatabase.CreateMigratedAsync(DatabaseProvider.Sqlite);
        await using var services = Services(database);
        await AddAsync(services);

        var message = Assert.Single(await ClaimAsync(services, "one"));
        await services.WithAsync<OutboxQueue, bool>(async queue =>
        {
            await queue.ReleaseAsync(message, default);
            return true;
        });

        Assert.Equal(1, Assert.Single(await ClaimAsync(services, "two")).Attempts);
    }

    [Fact]
    public async Task A_change_that_is_rolled_back_tells_nobody()
    {
        await using var database = await TestDatabase.CreateMigratedAsync(DatabaseProvider.Sqlite);
        await using var services = Services(database);
        await using (var scope = services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            scope.ServiceProvider.GetRequiredService<Outbox>().Add("test", 1, new { });
            await db.SaveChangesAsync();
        }

        Assert.Empty(await ClaimAsync(services, "one"));
    }

    [Fact]
    public async Task Pauses_grow_until_the_message_is_given_up_which_the_audit_log_shows()
    {
        await using var database = await TestDatabase.CreateMigratedAsync(DatabaseProvider.Sqlite);
        await using var services = Services(database, new() { ["Outbox:MaxAttempts"] = "5", ["Outbox:FirstPause"] = "00:00:10", ["Outbox:LongestPause"] = "00:00:30" });
        await AddAsync(services);
        var pauses = new List<double>();

        for (var i = 0; i < 5; i++)
        {
            var message = Assert.Single(await ClaimAsync(services, "one"));
            await RecordAsync(services, o => o.FailedAsync(message, "Nobody there.", default));
            var row = await RowAsync(services);
            if (row.Status != OutboxStatus.Pending) break;

            var pause = row.DueAt - _clock.GetUtcNow().UtcDateTime;
            pauses.Add(pause.TotalSeconds);
            _clock.Advance(pause - TimeSpan.FromMilliseconds(1));
            Assert.Empty(await ClaimAsync(services, "one"));
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Collection(pauses, p => Assert.InRange(p, 8, 12), p => Assert.InRange(p, 16, 24), p => Assert.InRange(p, 24, 36), p => Assert.InRange(p, 24, 36));
        Assert.Equal((OutboxStatus.Dead, "Nobody there. Given up after 5 tries."), ((await RowAsync(services)).Status, (await RowAsync(services)).Outcome));
        await services.WithDbAsync(async db => Assert.Single(await db.AuditEvents.Where(e => e.Kind == AuditKinds.MessageUndelivered).ToListAsync()));
    }

    [Fact]
    public async Task The_statement_for_sql_server_is_valid_t_sql()
    {
        await using var db = new SqlServerIdentityDb(new DbContextOptionsBuilder<SqlServerIdentityDb>().UseSqlServer("Database=none").Options);
        var now = _clock.GetUtcNow().UtcDateTime;
        var statement = OutboxStatements.Claim(db, new Claim("one", 20, now, now));
        var text = string.Format(null, statement.Format, [.. statement.GetArguments().Select((_, i) => $"@p{i}")]);

        new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(text), out var errors);

        Assert.Contains("READPAST", text, StringComparison.Ordinal);
        Assert.Empty(errors.Select(e => $"{e.Line}: {e.Message}"));
    }

    private ServiceProvider Services(TestDatabase database, Dictionary<string, string?>? settings = null)
        => database.Services(services => services.AddSingleton<TimeProvider>(_clock), settings);

    private static async Task AddAsync(ServiceProvider services, int count = 1)
    {
        await using var scope = services.CreateAsyncScope();
        var outbox = scope.ServiceProvider.GetRequiredService<Outbox>();
        for (var i = 0; i < count; i++) outbox.Add("test", 1, new { number = i });
        await scope.ServiceProvider.GetRequiredService<IdentityDb>().SaveChangesAsync();
    }

    private static async Task RecordAsync(ServiceProvider services, Func<OutboxOutcomes, Task> record)
    {
        await using var scope = services.CreateAsyncScope();
        await record(scope.ServiceProvider.GetRequiredService<OutboxOutcomes>());
    }

    private static Task<IReadOnlyList<OutboxMessage>> ClaimAsync(ServiceProvider services, string worker, int most = 20)
        => services.WithAsync<OutboxQueue, IReadOnlyList<OutboxMessage>>(queue => queue.ClaimAsync(worker, most, default));

    private static Task<OutboxMessage> RowAsync(ServiceProvider services)
        => services.WithAsync<IdentityDb, OutboxMessage>(db => db.OutboxMessages.AsNoTracking().SingleAsync());
}
