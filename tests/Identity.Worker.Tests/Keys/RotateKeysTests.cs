using Identity.Core.Data;
using Identity.Testing.Databases;
using Microsoft.EntityFrameworkCore;

namespace Identity.Worker.Tests.Keys;

public sealed class RotateKeysTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory, AllProviders]
    public async Task Two_workers_announce_each_key_once_when_it_is_due_and_delete_what_is_over(DatabaseProvider provider)
    {
        await using var stage = await OutboxStage.CreateAsync(provider);
        await SetAsync(stage, made: -77);
        var settings = new Dictionary<string, string?> { ["Keys:Rotation:CheckInterval"] = "00:00:01" };
        await using var one = await RunningWorker.StartAsync(stage.Database, settings);
        await using var two = await RunningWorker.StartAsync(stage.Database, settings);

        await UntilAsync(stage, keys => keys is ["ES256 1", "ES256 2", "RS256 1", "RS256 2"]);
        await SetAsync(stage, made: -100, over: -1);
        await UntilAsync(stage, keys => keys is ["ES256 2", "RS256 2"]);
    }

    // As if they had been made so many days ago.
    private static Task SetAsync(OutboxStage stage, int made, int? over = null) => stage.WithAsync<IdentityDb>(async db =>
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        foreach (var key in await db.SigningKeys.Where(key => key.Use == "sig").ToListAsync())
        {
            key.ActivateAt = now.AddDays(key.Generation == 1 ? made : -2);
            if (over is { } days && key.Generation == 1) key.RetireAt = key.DeleteAt = now.AddDays(days);
        }

        await db.SaveChangesAsync();
    });

    private static async Task UntilAsync(OutboxStage stage, Func<List<string>, bool> wanted)
    {
        using var timeout = new CancellationTokenSource(Patience);
        List<string> keys = [];
        while (!wanted(keys))
        {
            await Task.Delay(20, timeout.Token);
            await stage.WithAsync<IdentityDb>(async db => keys = await db.SigningKeys.Where(key => key.Use == "sig")
                .OrderBy(key => key.Algorithm).ThenBy(key => key.Generation).Select(key => key.Algorithm + " " + key.Generation).ToListAsync(timeout.Token));
        }
    }
}
