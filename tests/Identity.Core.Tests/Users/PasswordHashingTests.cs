using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Users;
using Identity.Core.Users.Passwords.Hashing;
using Identity.Testing.Accounts;
using Identity.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Identity.Core.Tests.Users;

public sealed class PasswordHashingTests
{
    private const string Password = AccountsHost.GoodPassword;

    [Fact]
    public async Task B143_a_hash_is_a_PHC_string_with_the_costs_of_the_settings()
    {
        await using var host = await AccountsHost.StartAsync(settings: new()
        {
            ["Password:Hashing:MemoryKiB"] = "19456",
            ["Password:Hashing:Passes"] = "2",
        });

        var user = await host.AddUserAsync("alice");

        Assert.Matches(@"^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$", user.PasswordHash);
    }

    [Fact]
    public async Task Two_hashes_of_one_password_differ_and_both_match()
    {
        await using var host = await AccountsHost.StartAsync();
        var (one, two) = (await host.AddUserAsync("one"), await host.AddUserAsync("two"));

        Assert.NotEqual(one.PasswordHash, two.PasswordHash);
        Assert.IsType<PasswordCheck.Matches>(await VerifyAsync(host, one, Password));
        Assert.IsType<PasswordCheck.Matches>(await VerifyAsync(host, two, Password));
        Assert.IsType<PasswordCheck.Differs>(await VerifyAsync(host, one, Password + " "));
    }

    [Fact]
    public async Task A_password_matches_however_the_keyboard_composes_its_characters()
    {
        await using var host = await AccountsHost.StartAsync();
        var user = await host.AddUserAsync("alice", password: "caf\u00E9 au lait at noon");

        Assert.IsType<PasswordCheck.Matches>(await VerifyAsync(host, user, "cafe\u0301 au lait at noon"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("$")]
    [InlineData("plain text")]
    [InlineData("$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$")]
    [InlineData("$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$!!!")]
    [InlineData("$argon2id$v=19$m=64,t=1,p=2$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("$argon2id$v=19$m=-1,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("$argon2id$v=19$m=2147483647,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("$argon2id$v=19$m=64,t=0,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("$argon2i$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_stored_hash_that_is_malformed_matches_nothing(string hash)
    {
        await using var host = await AccountsHost.StartAsync();

        Assert.IsType<PasswordCheck.Differs>(await VerifyAsync(host, new User { PasswordHash = hash }, Password));
    }

    [Theory, AllProviders]
    public async Task B143_a_hash_of_another_cost_is_replaced_once_its_password_is_at_hand(DatabaseProvider kind)
    {
        await using var host = await AccountsHost.StartAsync(kind);
        var user = await host.AddUserAsync("alice");
        await host.RestartAsync(new() { ["Password:Hashing:Passes"] = "3" });

        Assert.IsType<PasswordCheck.Differs>(await VerifyAsync(host, user, "not the password"));
        Assert.Contains("t=1", (await ReadAsync(host)).PasswordHash, StringComparison.Ordinal);

        Assert.IsType<PasswordCheck.Matches>(await VerifyAsync(host, user, Password));

        var stored = await ReadAsync(host);
        Assert.Contains("t=3", stored.PasswordHash, StringComparison.Ordinal);
        Assert.IsType<PasswordCheck.Matches>(await VerifyAsync(host, stored, Password));
        var audited = await host.InScopeAsync(scope => scope.GetRequiredService<IdentityDb>().AuditEvents.SingleAsync());
        Assert.Equal((AuditKinds.UserPasswordRehashed, user.Id.ToString()), (audited.Kind, audited.TargetId));
    }

    [Theory]
    [InlineData(300)]
    [InlineData(1_000_000)]
    public async Task B075_a_password_beyond_the_limit_is_not_hashed(int length)
    {
        // At this cost a hash would take seconds: the answer comes at once because none is made.
        await using var host = await AccountsHost.StartAsync(settings: new()
        {
            ["Password:Hashing:MemoryKiB"] = "1048576",
            ["Password:Hashing:Passes"] = "16",
        });

        var started = TimeProvider.System.GetTimestamp();
        var check = await VerifyAsync(host, null, new string('x', length));

        Assert.IsType<PasswordCheck.Differs>(check);
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task B069_nobody_and_somebody_without_a_password_cost_a_hash_too()
    {
        await using var host = await AccountsHost.StartAsync(settings: new() { ["Password:Hashing:MemoryKiB"] = "65536", ["Password:Hashing:Passes"] = "4" });
        var user = await host.AddUserAsync("alice");
        await VerifyAsync(host, user, "warm up");

        var known = await TimeAsync(() => VerifyAsync(host, user, "not the password"));
        var unknown = await TimeAsync(() => VerifyAsync(host, null, "not the password"));
        var without = await TimeAsync(() => VerifyAsync(host, new User(), "not the password"));

        Assert.True(unknown > known / 3, $"{unknown} against {known}");
        Assert.True(without > known / 3, $"{without} against {known}");
    }

    [Fact]
    public async Task A_check_that_finds_no_place_in_time_is_told_to_come_back()
    {
        await using var host = await AccountsHost.StartAsync(settings: new()
        {
            ["Password:Hashing:MemoryKiB"] = "65536",
            ["Password:Hashing:Passes"] = "16",
        });
        var checks = Enumerable.Range(0, 2 * Environment.ProcessorCount).Select(_ => Task.Factory.StartNew(
            () => VerifyAsync(host, null, Password), default, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()).ToArray();

        while (!checks.Any(check => check.IsCompleted))
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var outcomes = await Task.WhenAll(checks);

        var busy = outcomes.OfType<PasswordCheck.Busy>().ToArray();
        Assert.NotEmpty(busy);
        Assert.All(busy, outcome => Assert.Equal(TimeSpan.FromSeconds(2), outcome.RetryAfter));
    }

    [Theory]
    [InlineData("Password:MinimumLength", "7")]
    [InlineData("Password:Hashing:MemoryKiB", "1")]
    [InlineData("Password:Hashing:Passes", "0")]
    [InlineData("Password:Minimum", "15")]
    public async Task A_foolish_setting_stops_the_start(string name, string value)
    {
        await using var host = await AccountsHost.StartAsync();
        await host.RestartAsync(new() { [name] = value });

        var error = Assert.ThrowsAny<Exception>(() => host.Services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(name.Split(':')[^1], error.Message, StringComparison.Ordinal);
    }

    private static Task<PasswordCheck> VerifyAsync(AccountsHost host, User? user, string password)
        => host.Services.GetRequiredService<PasswordHashing>().VerifyAsync(user, password, default);

    private static Task<User> ReadAsync(AccountsHost host)
        => host.InScopeAsync(scope => scope.GetRequiredService<IdentityDb>().Users.AsNoTracking().SingleAsync());

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var started = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(started);
    }
}
