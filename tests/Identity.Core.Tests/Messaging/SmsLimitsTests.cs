using Identity.Core.Data;
using Identity.Core.Messaging.Sms;
using Identity.Core.Phones;
using Identity.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Identity.Core.Tests.Messaging;

public sealed class SmsLimitsTests
{
    private static readonly PhoneNumber Number = new("+4915123456789", "DE", 49);

    [Fact]
    public async Task B086_one_number_gets_so_many_whoever_asks()
    {
        await using var stage = await LimitStage.CreateAsync(new() { ["Sms:MessagesPerNumber"] = "2" });

        for (var i = 0; i < 2; i++) Assert.IsType<SmsLimitResult.Allowed>(await stage.AskAsync(Number, $"network{i}"));
        var third = Assert.IsType<SmsLimitResult.Reached>(await stage.AskAsync(Number, "network2"));
        var other = await stage.AskAsync(Number with { E164 = "+4915198765432" }, "network2");

        Assert.Equal((SmsLimit.Number, TimeSpan.FromHours(1)), (third.Limit, third.Wait));
        Assert.IsType<SmsLimitResult.Allowed>(other);
        stage.Clock.Advance(TimeSpan.FromHours(1));
        Assert.IsType<SmsLimitResult.Allowed>(await stage.AskAsync(Number, "network2"));
    }

    [Fact]
    public async Task B086_numbers_that_begin_alike_get_so_many_together()
    {
        await using var stage = await LimitStage.CreateAsync(new() { ["Sms:MessagesPerPrefix"] = "3" });

        for (var i = 0; i < 3; i++) Assert.IsType<SmsLimitResult.Allowed>(await stage.AskAsync(Number with { E164 = $"+491512300000{i}" }, $"network{i}"));
        var fourth = Assert.IsType<SmsLimitResult.Reached>(await stage.AskAsync(Number with { E164 = "+4915123999999" }, "network3"));

        Assert.Equal(SmsLimit.Prefix, fourth.Limit);
        Assert.IsType<SmsLimitResult.Allowed>(await stage.AskAsync(Number with { E164 = "+4915124000000" }, "network4"));
    }

    [Fact]
    public async Task B086_one_account_and_one_network_ask_for_so_many()
    {
        await using var stage = await LimitStage.CreateAsync(new() { ["Sms:MessagesPerAccount"] = "1", ["Sms:MessagesPerNetwork"] = "2" });
        var account = Guid.NewGuid();

        Assert.IsType<SmsLimitResult.Allowed>(await stage.AskAsync(Number, "one", account));
        var again = Assert.IsType<SmsLimitResult.Reached>(await stage.AskAsync(Number, "one", account));
        var third = Assert.IsType<SmsLimitResult.Reached>(await stage.AskAsync(Number, "one", Guid.NewGuid()));

        Assert.Equal((SmsLimit.Account, SmsLimit.Network), (again.Limit, third.Limit));
    }

    [Fact]
    public async Task What_a_network_asks_for_beyond_its_limit_is_not_counted_against_the_number()
    {
        await using var stage = await LimitStage.CreateAsync(new() { ["Sms:MessagesPerNetwork"] = "1", ["Sms:MessagesPerNumber"] = "2" });

        for (var i = 0; i < 5; i++) await stage.AskAsync(Number, "one");

        Assert.IsType<SmsLimitResult.Allowed>(await stage.AskAsync(Number, "two"));
    }

    [Fact]
    public async Task B086_a_budget_stops_and_tells_once_near_its_end_and_once_at_it()
    {
        await using var stage = await LimitStage.CreateAsync(new() { ["Sms:BudgetPerDay"] = "10", ["Sms:BudgetAlarm"] = "75" });

        var taken = new List<string?>();
        for (var i = 0; i < 12; i++) taken.Add(await stage.Budget.TakeAsync(default));
        var reached = Assert.IsType<SmsLimitResult.Reached>(await stage.AskAsync(Number, "one"));

        Assert.All(taken.Take(10), Assert.Null);
        Assert.All(taken.Skip(10), setting => Assert.Equal("Sms:BudgetPerDay", setting));
        Assert.Equal((SmsLimit.Budget, TimeSpan.FromDays(1)), (reached.Limit, reached.Wait));
        Assert.Equal([LogLevel.Warning, LogLevel.Error], stage.Log.Select(entry => entry.Level));
        Assert.StartsWith("8 of 10", stage.Log[0].Text, StringComparison.Ordinal);
        stage.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(await stage.Budget.TakeAsync(default));
    }

    [Fact]
    public async Task What_nobody_took_costs_nothing()
    {
        await using var stage = await LimitStage.CreateAsync(new() { ["Sms:BudgetPerHour"] = "1" });

        for (var i = 0; i < 3; i++)
        {
            Assert.Null(await stage.Budget.TakeAsync(default));
            await stage.Budget.GiveBackAsync(default);
        }

        Assert.All(await stage.Budget.ReadAsync(default), use => Assert.Equal(0, use.Used));
    }

    [Theory, AllProviders]
    public async Task B086_of_many_at_once_exactly_the_budget_is_sent(DatabaseProvider provider)
    {
        await using var stage = await LimitStage.CreateAsync(new() { ["Sms:BudgetPerHour"] = "5" }, provider);

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => stage.Budget.TakeAsync(default)));

        Assert.Equal(5, taken.Count(setting => setting is null));
    }

    private sealed class LimitStage(TestDatabase database, ServiceProvider services, FakeTimeProvider clock, Lines lines) : IAsyncDisposable
    {
        public FakeTimeProvider Clock => clock;

        public List<(LogLevel Level, string Text)> Log => lines.All;

        public SmsBudget Budget => services.GetRequiredService<SmsBudget>();

        public static async Task<LimitStage> CreateAsync(Dictionary<string, string?> settings, DatabaseProvider provider = DatabaseProvider.Sqlite)
        {
            var database = await TestDatabase.CreateMigratedAsync(provider);
            var (clock, lines) = (new FakeTimeProvider(DateTimeOffset.Parse("2026-11-23T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture)), new Lines());
            var services = database.Services(more => more.AddSingleton<TimeProvider>(clock).AddLogging(logging => logging.AddProvider(lines)), settings);
            return new(database, services, clock, lines);
        }

        public Task<SmsLimitResult> AskAsync(PhoneNumber number, string network, Guid? account = null)
            => services.GetRequiredService<SmsLimits>().CountAsync(number, network, account, default);

        public async ValueTask DisposeAsync()
        {
            await services.DisposeAsync();
            await database.DisposeAsync();
        }
    }

    /// <summary>What the feature logged.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        public List<(LogLevel Level, string Text)> All { get; } = [];

        public ILogger CreateLogger(string categoryName) => categoryName == typeof(SmsBudget).FullName ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (All) All.Add((logLevel, formatter(state, exception)));
        }

        public void Dispose() { }
    }
}
