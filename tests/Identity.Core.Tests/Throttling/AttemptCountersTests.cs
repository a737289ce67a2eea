using Identity.Core.Data;
using Identity.Core.Throttling;
using Identity.Testing.Accounts;
using Identity.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Core.Tests.Throttling;

public sealed class AttemptCountersTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    [Theory, AllProviders]
    public async Task B071_two_hundred_callers_at_once_get_two_hundred_numbers(DatabaseProvider kind)
    {
        await using var host = await AccountsHost.StartAsync(kind);
        var counters = host.Services.GetRequiredService<AttemptCounters>();
        var key = CounterKey.Of("test", "someone");

        var counts = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => counters.IncrementAsync(key, Window, default))));

        Assert.Equal(Enumerable.Range(1, 200), counts.Select(c => c.Count).Order());
        Assert.Equal(200, (await counters.ReadAsync(key, default)).Count);
    }

    [Theory, AllProviders]
    public async Task A_window_starts_with_the_first_try_and_ends_by_itself(DatabaseProvider kind)
    {
        await using var host = await AccountsHost.StartAsync(kind);
        var counters = host.Services.GetRequiredService<AttemptCounters>();
        var key = CounterKey.Of("test", "someone");

        await counters.IncrementAsync(key, Window, default);
        host.Clock.Advance(Window - TimeSpan.FromSeconds(1));
        var late = await counters.IncrementAsync(key, Window, default);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var read = await counters.ReadAsync(key, default);
        var fresh = await counters.IncrementAsync(key, Window, default);

        Assert.Equal(2, late.Count);
        Assert.InRange(late.Remaining, TimeSpan.FromMilliseconds(999), TimeSpan.FromMilliseconds(1001));
        Assert.Equal(0, read.Count);
        Assert.Equal(1, fresh.Count);
    }

    [Fact]
    public async Task A_reset_counter_starts_again_and_others_stay()
    {
        await using var host = await AccountsHost.StartAsync();
        var counters = host.Services.GetRequiredService<AttemptCounters>();
        var (one, two) = (CounterKey.Of("test", "one"), CounterKey.Of("test", "two"));
        await counters.IncrementAsync(one, Window, default);
        await counters.IncrementAsync(two, Window, default);

        await counters.ResetAsync([one], default);

        Assert.Equal(1, (await counters.IncrementAsync(one, Window, default)).Count);
        Assert.Equal(2, (await counters.IncrementAsync(two, Window, default)).Count);
    }

    [Fact]
    public void A_key_tells_nothing_personal_and_keeps_its_parts_apart()
    {
        var key = CounterKey.Of("test", "alice@example.com", "192.0.2.1");

        Assert.DoesNotContain("alice", key.Text, StringComparison.Ordinal);
        Assert.True(key.Text.Length <= 100);
        Assert.NotEqual(CounterKey.Of("test", "ab", "c"), CounterKey.Of("test", "a", "bc"));
    }
}
