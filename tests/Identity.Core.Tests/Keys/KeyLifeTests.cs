using Identity.Core.Data;
using Identity.Core.Keys;
using Identity.Core.Keys.Rotation;
using Identity.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Identity.Core.Tests.Keys;

public sealed class KeyLifeTests
{
    private static readonly DateTime Now = new(2026, 5, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void The_youngest_key_that_has_begun_is_in_use()
    {
        SigningKey[] kind = [Key(1, -100), Key(2, -10), Key(3, 4)];

        Assert.Equal([KeyState.Retired, KeyState.Active, KeyState.Announced], kind.Select(key => key.StateIn(kind, Now)));
        Assert.Equal(3, kind.InUse(Now.AddDays(4))!.Generation);
    }

    [Fact]
    public void A_node_whose_clock_is_behind_takes_the_first_that_begins() => Assert.Equal(1, new[] { Key(2, 9), Key(1, 1) }.InUse(Now)!.Generation);

    [Fact]
    public void A_key_is_never_deletable_before_the_next_one_is_in_use()
    {
        SigningKey[] kind = [Key(1, -100, retireAt: -1, deleteAt: -1)];
        Assert.False(KeyLife.IsDeletable(kind[0], kind, Now));

        kind = [.. kind, Key(2, -1)];
        Assert.True(KeyLife.IsDeletable(kind[0], kind, Now));
        Assert.False(KeyLife.IsDeletable(Key(1, -100, retireAt: -1), kind, Now));
    }

    [Theory, AllProviders]
    public async Task Of_workers_that_rotate_at_once_one_makes_each_key(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        var clock = new FakeTimeProvider(Now);
        var workers = Enumerable.Range(0, 3).Select(_ => database.Services(services => services.AddSingleton<TimeProvider>(clock))).ToList();
        await workers[0].StartAsync();
        clock.Advance(TimeSpan.FromDays(76));

        var made = await Task.WhenAll(workers.Select(worker => Task.Run(() => worker.WithAsync<KeyRotation, int>(rotation => rotation.RunAsync(default)))));

        Assert.Equal(3, made.Sum());
        await workers[0].WithDbAsync(async db =>
        {
            Assert.Equal(["enc 1", "enc 2", "sig 1", "sig 1", "sig 2", "sig 2", "sub 1"],
                (await db.SigningKeys.Select(key => key.Use + " " + key.Generation).ToListAsync()).Order());
            Assert.All(await db.SigningKeys.Where(key => key.Generation == 2).ToListAsync(), key => Assert.Equal(Now.AddDays(90), key.ActivateAt));
            Assert.All(await db.SigningKeys.Where(key => key.Generation == 1 && key.Use != "sub").ToListAsync(), key => Assert.Equal(Now.AddDays(90), key.RetireAt));
        });
        foreach (var worker in workers) await worker.DisposeAsync();
    }

    [Fact]
    public async Task The_secret_of_pairwise_subjects_is_never_rotated()
    {
        await using var database = await TestDatabase.CreateMigratedAsync(DatabaseProvider.Sqlite);
        var clock = new FakeTimeProvider(Now);
        await using var worker = database.Services(services => services.AddSingleton<TimeProvider>(clock));
        await worker.StartAsync();
        var secret = await worker.WithAsync<PairwiseSecret, byte[]>(s => s.ReadAsync(default).AsTask());

        for (var year = 0; year < 3; year++)
        {
            clock.Advance(TimeSpan.FromDays(365));
            await worker.WithAsync<KeyRotation, int>(rotation => rotation.RunAsync(default));
        }

        await using var other = database.Services();
        Assert.Equal(secret, await other.WithAsync<PairwiseSecret, byte[]>(s => s.ReadAsync(default).AsTask()));
        await worker.WithDbAsync(async db => Assert.Equal(1, await db.SigningKeys.CountAsync(key => key.Use == "sub")));
    }

    [Theory]
    [InlineData("Keys:Rotation:AnnounceLead", "23:00:00", "AnnounceLead")]
    [InlineData("Keys:Rotation:Interval", "10.00:00:00", "Keys:Rotation:Interval: it must be longer than Keys:Rotation:AnnounceLead")]
    public async Task Settings_that_would_make_apps_fail_are_refused(string name, string value, string sentence)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var services = database.Services(settings: new() { [name] = value });

        var failure = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<KeyOptions>>().Value);

        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
    }

    private static SigningKey Key(int generation, int begins, int? retireAt = null, int? deleteAt = null) => new()
    {
        Id = Guid.NewGuid(),
        KeyId = $"{generation}",
        Use = "sig",
        Algorithm = "ES256",
        Generation = generation,
        ActivateAt = Now.AddDays(begins),
        RetireAt = retireAt is { } retire ? Now.AddDays(retire) : null,
        DeleteAt = deleteAt is { } delete ? Now.AddDays(delete) : null,
        ProtectedKey = [],
    };
}
