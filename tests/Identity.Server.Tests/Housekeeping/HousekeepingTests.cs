using Identity.Core.Audit;
using Identity.Core.Challenges;
using Identity.Core.Data;
using Identity.Core.Flows;
using Identity.Core.Grants;
using Identity.Core.Leases;
using Identity.Core.Messaging;
using Identity.Core.Sessions;
using Identity.Core.SingleUse;
using Identity.Core.Throttling;
using Identity.Core.Tracing;
using Identity.Server.Tests.Stage;
using Identity.Testing.Databases;
using Identity.Worker.Tests;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Housekeeping;

public sealed class HousekeepingTests
{
    [Theory, AllProviders]
    public async Task B145_what_is_over_goes_and_what_is_needed_stays(DatabaseProvider provider)
    {
        await using var server = await SetUpAsync(provider);
        var app = await server.CreateClientAsync();
        var person = await server.CreateUserAsync();
        using var browser = await server.NewBrowserAsync(person);
        var request = app.Request("openid offline_access");
        var first = Tokens.Of(await server.RedeemAsync(request, await browser.CodeAsync(request)));
        var second = Tokens.Of(await server.RefreshAsync(app, first.RefreshToken!));
        using var other = await server.NewBrowserAsync(await server.CreateUserAsync());
        var onceOnly = app.Request("openid");
        await server.RedeemAsync(onceOnly, await other.CodeAsync(onceOnly));
        using var wanderer = server.NewBrowser();
        await wanderer.AuthorizeAsync(app.Request());
        var (grants, flows) = (await CountAsync<Grant>(server), await CountAsync<Flow>(server));

        server.Clock.Advance(TimeSpan.FromHours(26));
        var soon = new Dictionary<string, string?> { ["Housekeeping:RedeemedTokenRetention"] = "1.01:00:00" };
        var early = await KeepHouseAsync(server, soon);
        server.Clock.Advance(TimeSpan.FromHours(24));
        await KeepHouseAsync(server, soon);

        Assert.True(early.Succeeded, early.Outcome);
        Assert.Equal((2, 1), (grants, await CountAsync<Grant>(server)));
        Assert.True(flows > 0);
        Assert.Equal(0, await CountAsync<Flow>(server));
        Assert.Equal(1, await CountAsync<Token>(server));
        Assert.NotNull(Tokens.Of(await server.RefreshAsync(app, second.RefreshToken!)).RefreshToken);
    }

    [Fact]
    public async Task B145_a_used_refresh_token_that_comes_back_days_later_still_ends_its_family()
    {
        await using var server = await SetUpAsync(DatabaseProvider.Sqlite);
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var request = app.Request("openid offline_access");
        var stolen = Tokens.Of(await server.RedeemAsync(request, await browser.CodeAsync(request))).RefreshToken!;
        var living = Tokens.Of(await server.RefreshAsync(app, stolen)).RefreshToken!;

        server.Clock.Advance(TimeSpan.FromDays(3));
        await KeepHouseAsync(server);
        await server.RefreshAsync(app, stolen);

        Assert.Equal(1, await server.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Kind == AuditKinds.RefreshTokenReused)));
        Assert.Equal("invalid_grant", (await server.RefreshAsync(app, living)).Error);
    }

    [Theory, AllProviders]
    public async Task B145_each_kind_of_row_goes_when_its_time_is_over_and_not_before(DatabaseProvider provider)
    {
        await using var server = await SetUpAsync(provider, new() { ["Trace:Retention"] = "1.00:00:00" });
        var now = server.Clock.GetUtcNow().UtcDateTime;
        await server.InDatabaseAsync(async db =>
        {
            foreach (var age in new[] { TimeSpan.FromDays(40), TimeSpan.FromMinutes(-5) }) Add(db, now - age);
            return await db.SaveChangesAsync();
        });

        var run = await KeepHouseAsync(server, new() { ["Housekeeping:AuditRetention"] = "30.00:00:00", ["Trace:Retention"] = "1.00:00:00" });

        Assert.True(run.Succeeded, run.Outcome);
        Assert.Equal(1, await CountAsync<RevokedToken>(server));
        Assert.Equal(1, await CountAsync<UsedId>(server));
        Assert.Equal(1, await CountAsync<Challenge>(server));
        Assert.Equal(1, await server.InDatabaseAsync(db => db.AttemptCounters.CountAsync(c => c.Key.StartsWith("old"))));
        Assert.Equal(1, await CountAsync<OutboxMessage>(server));
        Assert.Equal(1, await server.InDatabaseAsync(db => db.RequestTraces.CountAsync(t => t.Kind == "old")));
        Assert.Equal(1, await server.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Kind == "old")));
        Assert.Equal(1, await server.InDatabaseAsync(db => db.BrowserSessions.CountAsync(b => b.HandleHash.StartsWith("old"))));
    }

    [Fact]
    public async Task B145_a_session_stays_for_its_time_and_then_goes_with_its_browser()
    {
        await using var server = await SetUpAsync(DatabaseProvider.Sqlite);
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        server.Clock.Advance(TimeSpan.FromDays(30));
        await KeepHouseAsync(server);
        var kept = await CountAsync<Session>(server);
        server.Clock.Advance(TimeSpan.FromDays(1));
        await KeepHouseAsync(server);

        Assert.Equal((1, 0), (kept, await CountAsync<Session>(server)));
        Assert.Equal(0, await CountAsync<BrowserSession>(server));
    }

    [Fact]
    [Trait("Set", "All")]
    public async Task Many_rows_go_in_small_statements_while_tokens_are_issued()
    {
        const int Rows = 100_000;
        await using var server = await SetUpAsync(DatabaseProvider.PostgreSql);
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        await server.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(
            $"""INSERT INTO "UsedIds" ("Hash", "ExpiresAt") SELECT 'old' || n, now() - interval '1 year' FROM generate_series(1, {Rows}) n"""));

        await using var worker = await RunningWorker.StartAsync(server.Database, new() { ["Housekeeping:BatchPause"] = "00:00:00" });
        do
        {
            var request = app.Request("openid offline_access");
            Assert.NotNull(Tokens.Of(await server.RedeemAsync(request, await browser.CodeAsync(request))).RefreshToken);
        }
        while (await CountAsync<UsedId>(server) > 0);
    }

    private static void Add(IdentityDb db, DateTime at)
    {
        var id = $"old{Guid.NewGuid():N}";
        db.RevokedTokens.Add(new RevokedToken { Id = id, ExpiresAt = at });
        db.UsedIds.Add(new UsedId { Hash = id, ExpiresAt = at });
        db.AttemptCounters.Add(new AttemptCounter { Key = id, Count = 1, WindowEndsAt = at });
        db.OutboxMessages.Add(new OutboxMessage { Kind = "old", Payload = "{}", PayloadVersion = 1, CreatedAt = at, DueAt = at, ExpiresAt = at, Status = OutboxStatus.Delivered, FinishedAt = at });
        db.RequestTraces.Add(new RequestTrace { Reference = id[..8], At = at, Kind = "old", Outcome = "old", Checks = "[]" });
        db.AuditEvents.Add(new AuditEvent { At = at, Kind = "old", TargetKind = "user", TargetId = id });
        db.BrowserSessions.Add(new BrowserSession { HandleHash = id, CreatedAt = at, LastSeenAt = at, ExpiresAt = at });
        db.Challenges.Add(new Challenge
        {
            Purpose = ChallengePurposes.SignUp,
            Channel = "email",
            Destination = "ada@example.com",
            BrowserHash = id,
            CodeHash = id,
            LinkHash = id,
            CreatedAt = at,
            SentAt = at,
            ExpiresAt = at,
        });
    }

    /// <summary>Starts a worker at the server's time, and waits for its run.</summary>
    private static async Task<JobRun> KeepHouseAsync(TestServer server, Dictionary<string, string?>? settings = null)
    {
        var at = server.Clock.GetUtcNow().UtcDateTime;
        await using var worker = await RunningWorker.StartAsync(server.Database, settings, server.Clock);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (await server.InDatabaseAsync(db => db.JobRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Name == "housekeeping" && r.StartedAt >= at)) is { } run) return run;
            await Task.Delay(20, patience.Token);
        }
    }

    private static Task<int> CountAsync<TRow>(TestServer server) where TRow : class => server.InDatabaseAsync(db => db.Set<TRow>().CountAsync());

    private static async Task<TestServer> SetUpAsync(DatabaseProvider provider, Dictionary<string, string?>? settings = null)
    {
        var server = await TestServer.StartAsync(provider, settings);
        await server.CreateUserAsync(new { roles = new[] { "Owner" } });
        return server;
    }
}
