using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Throttling;
using Identity.Core.Users;
using Identity.Server.Account.SignIn;
using Identity.Testing.Accounts;
using Identity.Testing.Databases;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Tests.Account.SignIn;

public sealed class PasswordSignInTests
{
    private const string Good = AccountsHost.GoodPassword;
    private const string Bad = "not the password";

    [Theory]
    [InlineData("alice")]
    [InlineData("ALICE")]
    [InlineData(" alice@example.com ")]
    [InlineData("Alice@EXAMPLE.com")]
    public async Task A_person_signs_in_by_username_or_address_however_it_is_written(string identifier)
    {
        await using var host = await SignInHost.StartAsync();
        var user = await host.Accounts.AddUserAsync("Alice", "alice@example.com");

        var success = Assert.IsType<PasswordSignInResult.Success>(await host.TryAsync(identifier, Good));

        Assert.Equal(user.Id, success.User.Id);
    }

    [Theory, AllProviders]
    public async Task B071_of_two_hundred_guesses_at_once_all_count_and_five_are_looked_at(DatabaseProvider kind)
    {
        await using var host = await SignInHost.StartAsync(kind, new() { ["SignIn:TriesPerNetwork"] = "1000" });
        await host.Accounts.AddUserAsync("alice");

        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => host.TryAsync("alice", Bad))));

        Assert.Equal(5, results.OfType<PasswordSignInResult.Rejected>().Count());
        Assert.Equal(195, results.OfType<PasswordSignInResult.TooManyTries>().Count());
        Assert.Equal(200, (await CounterAsync(host, "signin.identifier")).Count);
    }

    [Fact]
    public async Task B072_spellings_of_one_name_share_their_tries()
    {
        await using var host = await SignInHost.StartAsync();
        await host.Accounts.AddUserAsync("alice");

        foreach (var spelling in new[] { "alice", "ALICE", " alice", "alice ", "\uFF21lice" })
        {
            Assert.IsType<PasswordSignInResult.Rejected>(await host.TryAsync(spelling, Bad));
        }

        Assert.IsType<PasswordSignInResult.TooManyTries>(await host.TryAsync("aLiCe", Good));
    }

    [Fact]
    public async Task B072_the_username_and_the_address_of_a_person_share_the_lock()
    {
        await using var host = await SignInHost.StartAsync(settings: new() { ["SignIn:TriesPerAccount"] = "6" });
        await host.Accounts.AddUserAsync("alice", "alice@example.com");

        await host.GuessFromEverywhereAsync("alice", 3);
        await host.GuessFromEverywhereAsync("alice@example.com", 3);

        Assert.IsType<PasswordSignInResult.Rejected>(await host.TryAsync("alice", Good));
    }

    [Fact]
    public async Task B068_a_name_that_does_not_exist_is_answered_like_one_that_does()
    {
        await using var host = await SignInHost.StartAsync();
        await host.Accounts.AddUserAsync("alice");

        var known = new List<PasswordSignInResult>();
        var unknown = new List<PasswordSignInResult>();
        for (var i = 0; i < 8; i++)
        {
            known.Add(await host.TryAsync("alice", Bad));
            unknown.Add(await host.TryAsync("nobody", Bad));
        }

        Assert.Equal(known, unknown);
        Assert.Equal(new PasswordSignInResult.TooManyTries(TimeSpan.FromMinutes(5)), unknown[^1]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("nobody\0@example.com")]
    public async Task B068_text_that_can_be_no_name_is_answered_like_any_other(string identifier)
    {
        await using var host = await SignInHost.StartAsync(DatabaseProvider.PostgreSql);

        Assert.IsType<PasswordSignInResult.Rejected>(await host.TryAsync(identifier, Bad));
        Assert.IsType<PasswordSignInResult.Rejected>(await host.TryAsync(identifier + "half \uD800", "half \uD800"));
        Assert.IsType<PasswordSignInResult.Rejected>(await host.TryAsync(new string('x', 100_000), new string('x', 100_000)));
    }

    [Fact]
    public async Task B074_a_network_that_tries_many_names_has_to_wait_and_success_does_not_help_it()
    {
        await using var host = await SignInHost.StartAsync(settings: new() { ["SignIn:TriesPerNetwork"] = "4" });
        await host.Accounts.AddUserAsync("mallory");
        foreach (var name in new[] { "a", "b", "c" }) await host.TryAsync(name, Bad, SignInHost.From("192.0.2.1"));
        Assert.IsType<PasswordSignInResult.Success>(await host.TryAsync("mallory", Good, SignInHost.From("192.0.2.77")));

        Assert.IsType<PasswordSignInResult.TooManyTries>(await host.TryAsync("d", Bad, SignInHost.From("192.0.2.200")));
        Assert.IsType<PasswordSignInResult.Rejected>(await host.TryAsync("d", Bad, SignInHost.From("192.0.3.1")));
    }

    [Fact]
    public async Task A_network_is_a_part_of_the_address()
    {
        await using var host = await SignInHost.StartAsync(settings: new() { ["SignIn:TriesPerNetwork"] = "1" });

        Assert.IsType<PasswordSignInResult.Rejected>(await host.TryAsync("a", Bad, SignInHost.From("2001:db8:0:1::1")));
        Assert.IsType<PasswordSignInResult.TooManyTries>(await host.TryAsync("b", Bad, SignInHost.From("2001:db8:0:1:ffff::2")));
        Assert.IsType<PasswordSignInResult.Rejected>(await host.TryAsync("c", Bad, SignInHost.From("2001:db8:0:2::1")));
        Assert.IsType<PasswordSignInResult.Rejected>(await host.TryAsync("d", Bad, SignInHost.From("192.0.2.1")));
        Assert.IsType<PasswordSignInResult.TooManyTries>(await host.TryAsync("e", Bad, SignInHost.From("::ffff:192.0.2.9")));
    }

    [Fact]
    public async Task B070_guesses_from_everywhere_lock_the_account_for_a_time_and_the_answer_does_not_tell()
    {
        await using var host = await SignInHost.StartAsync();
        var user = await host.Accounts.AddUserAsync("alice");
        await host.GuessFromEverywhereAsync("alice", 20);

        Assert.IsType<PasswordSignInResult.Rejected>(await host.TryAsync("alice", Good));
        host.Accounts.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.IsType<PasswordSignInResult.Rejected>(await host.TryAsync("alice", Good));
        host.Accounts.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<PasswordSignInResult.Success>(await host.TryAsync("alice", Good));

        var audited = await host.Accounts.InScopeAsync(scope => scope.GetRequiredService<IdentityDb>().AuditEvents.SingleAsync());
        Assert.Equal((AuditKinds.AccountLocked, user.Id.ToString()), (audited.Kind, audited.TargetId));
    }

    [Theory, AllProviders]
    public async Task B070_a_lock_that_many_guesses_begin_at_once_is_audited_once(DatabaseProvider kind)
    {
        await using var host = await SignInHost.StartAsync(kind);
        await host.Accounts.AddUserAsync("alice");

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => host.TryAsync("alice", Bad, SignInHost.From($"198.51.{i}.1")))));

        Assert.Equal(1, await host.Accounts.InScopeAsync(scope => scope.GetRequiredService<IdentityDb>().AuditEvents.CountAsync()));
    }

    [Fact]
    public async Task B077_a_device_that_signed_in_before_is_not_locked_out()
    {
        await using var host = await SignInHost.StartAsync();
        var user = await host.Accounts.AddUserAsync("alice");
        var device = SignInHost.DeviceOf(user, host);
        await host.GuessFromEverywhereAsync("alice", 25);
        for (var i = 0; i < 6; i++) await host.TryAsync("alice", Bad);

        Assert.IsType<PasswordSignInResult.Success>(await host.TryAsync("alice", Good, SignInHost.Elsewhere with { Device = device }));
    }

    [Fact]
    public async Task B077_a_known_device_has_few_tries_of_its_own_and_is_then_like_any_other()
    {
        await using var host = await SignInHost.StartAsync();
        var user = await host.Accounts.AddUserAsync("alice");
        var origin = SignInHost.Elsewhere with { Device = SignInHost.DeviceOf(user, host) };

        for (var i = 0; i < 15; i++) Assert.IsType<PasswordSignInResult.Rejected>(await host.TryAsync("alice", Bad, origin));

        Assert.IsType<PasswordSignInResult.TooManyTries>(await host.TryAsync("alice", Good, origin));
    }

    [Fact]
    public async Task B077_a_device_is_known_for_its_own_people_until_the_password_changes()
    {
        await using var host = await SignInHost.StartAsync();
        var (mallory, alice) = (await host.Accounts.AddUserAsync("mallory"), await host.Accounts.AddUserAsync("alice"));
        var device = SignInHost.DeviceOf(mallory, host);
        Assert.True(device.Knows(mallory));
        Assert.False(device.Knows(alice));

        await host.Accounts.InScopeAsync(scope => scope.GetRequiredService<UserManager<User>>().UpdateSecurityStampAsync(mallory));

        Assert.False(device.Knows(mallory));
    }

    [Fact]
    public async Task B076_that_an_account_is_turned_off_is_told_only_to_who_knows_its_password()
    {
        await using var host = await SignInHost.StartAsync();
        var user = await host.Accounts.AddUserAsync("alice", disabledAt: host.Accounts.Clock.GetUtcNow().UtcDateTime);

        Assert.IsType<PasswordSignInResult.Rejected>(await host.TryAsync("alice", Bad));
        var disabled = Assert.IsType<PasswordSignInResult.Disabled>(await host.TryAsync("alice", Good));
        Assert.Equal(user.Id, disabled.User.Id);
    }

    [Fact]
    public async Task Success_gives_back_all_tries()
    {
        await using var host = await SignInHost.StartAsync();
        await host.Accounts.AddUserAsync("alice");

        for (var round = 0; round < 6; round++)
        {
            for (var i = 0; i < 4; i++) await host.TryAsync("alice", Bad);
            Assert.IsType<PasswordSignInResult.Success>(await host.TryAsync("alice", Good));
        }
    }

    [Fact]
    public async Task A_lock_that_ends_before_its_count_does_stops_the_start()
    {
        await using var host = await SignInHost.StartAsync(settings: new() { ["SignIn:AccountLock"] = "00:10:00" });

        var error = Assert.ThrowsAny<Exception>(() => host.Accounts.Services.GetRequiredService<Microsoft.Extensions.Options.IStartupValidator>().Validate());

        Assert.Contains("SignIn:AccountLock", error.Message, StringComparison.Ordinal);
    }

    private static Task<AttemptCounter> CounterAsync(SignInHost host, string purpose) => host.Accounts.InScopeAsync(scope
        => scope.GetRequiredService<IdentityDb>().AttemptCounters.SingleAsync(counter => counter.Key.StartsWith(purpose)));
}
