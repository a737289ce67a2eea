using Identity.Core.Data;
using Identity.Core.Tracing;
using Identity.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Identity.Core.Tests.Tracing;

public sealed class RequestTracesTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));

    [Theory, AllProviders]
    public async Task A_trace_is_found_by_its_reference_however_it_is_typed(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var services = Start(database);
        var traces = services.GetRequiredService<RequestTraces>();

        var reference = await traces.AddAsync("authorization", "invalid_request", "app", null, "192.0.2.1", [new("redirect_uri", false, "https://a/", "https://b/\0\ud800")], default);

        var found = await traces.FindAsync($" {reference.ToLowerInvariant()} ", default);
        Assert.Equal(8, reference.Length);
        Assert.Equal(("authorization", "app", "192.0.2.1"), (found?.Kind, found?.ClientId, found?.IpAddress));
        Assert.Contains("redirect_uri", found!.Checks, StringComparison.Ordinal);
        Assert.Null(await traces.FindAsync("33333333", default));
    }

    [Fact]
    public async Task Nobody_can_fill_the_table()
    {
        await using var database = await TestDatabase.CreateMigratedAsync(DatabaseProvider.Sqlite);
        await using var services = Start(database, new() { ["Trace:PerClientAndMinute"] = "3", ["Trace:PerMinute"] = "8" });
        var traces = services.GetRequiredService<RequestTraces>();

        for (var i = 0; i < 5; i++) Assert.Equal(8, (await AddAsync(traces, "app", $"192.0.{i}.1")).Length);
        for (var i = 0; i < 5; i++) await AddAsync(traces, null, $"198.51.100.{i}");
        Assert.Equal((6, 4), (await CountAsync(services), traces.Dropped));

        for (var i = 0; i < 5; i++) await AddAsync(traces, null, $"2001:db8:{i}::1");
        Assert.Equal((8, 7), (await CountAsync(services), traces.Dropped));

        _clock.Advance(TimeSpan.FromMinutes(1));
        await AddAsync(traces, "app", "192.0.2.1");
        Assert.Equal(9, await CountAsync(services));
    }

    [Fact]
    public async Task What_is_older_than_its_time_is_not_shown_even_while_it_is_there()
    {
        await using var database = await TestDatabase.CreateMigratedAsync(DatabaseProvider.Sqlite);
        await using var services = Start(database, new() { ["Trace:Retention"] = "1.00:00:00" });
        var traces = services.GetRequiredService<RequestTraces>();
        var old = await AddAsync(traces, "app", "192.0.2.1");
        Assert.NotNull(await traces.FindAsync(old, default));

        _clock.Advance(TimeSpan.FromHours(25));

        Assert.Null(await traces.FindAsync(old, default));
    }

    [Fact]
    public async Task Long_values_are_cut_and_secrets_are_taken_out()
    {
        await using var database = await TestDatabase.CreateMigratedAsync(DatabaseProvider.Sqlite);
        await using var services = Start(database, new() { ["Trace:MaxValueLength"] = "50" });
        var traces = services.GetRequiredService<RequestTraces>();

        var reference = await traces.AddAsync("token", "invalid_grant", "app", null, null,
        [
            new("address", false, new string('x', 1000), "https://a/cb?code=SECRET1&state=keep"),
            new("fragment", false, null, "#access_token=SECRET2&token_type=keep"),
            new("jwt", false, null, "eyJSECRET3.eyJSECRET4.SECRET5 keep"),
            new("body", false, null, "client_secret=SECRET6&grant_type=keep"),
        ], default);

        var checks = (await traces.FindAsync(reference, default))!.Checks;
        Assert.DoesNotContain("SECRET", checks, StringComparison.Ordinal);
        Assert.Equal(3, checks.Split("keep").Length - 1);
        Assert.DoesNotContain(new string('x', 50), checks, StringComparison.Ordinal);
        Assert.Contains(new string('x', 49), checks, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trace_that_can_not_be_written_does_not_fail_the_request()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var services = Start(database);

        Assert.Equal(8, (await AddAsync(services.GetRequiredService<RequestTraces>(), "app", null)).Length);
    }

    private ServiceProvider Start(TestDatabase database, Dictionary<string, string?>? settings = null)
        => database.Services(s => s.AddSingleton<TimeProvider>(_clock), settings);

    private static Task<string> AddAsync(RequestTraces traces, string? client, string? ip)
        => traces.AddAsync("authorization", "invalid_request", client, null, ip, [new("redirect_uri", false)], default);

    private static Task<int> CountAsync(ServiceProvider services) => services.WithAsync<IdentityDb, int>(db => db.RequestTraces.CountAsync());
}
