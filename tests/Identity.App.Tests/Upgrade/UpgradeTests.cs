using Identity.Core.Data;
using Identity.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.App.Tests.Upgrade;

[Trait("Set", "All")]
public sealed class UpgradeTests : IDisposable
{
    private readonly Installation installation = new();

    public void Dispose() => installation.Dispose();

    [Theory, AllProviders]
    public async Task B163_People_and_apps_of_the_schema_before_sign_in_and_refresh_after_migrating(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var settings = Use(database);
        Assert.Equal(0, (await installation.RunAsync(["migrate", .. settings])).ExitCode);
        var apply = await installation.ApplyAsync(AppSignIn.Apply, settings);
        Assert.True(apply.ExitCode == 0, apply.All);
        using var app = new AppSignIn(installation);
        string token;
        await using (await RunningServer.StartAsync(installation, settings)) token = await app.SignInAsync();
        await BackToFirstAsync(database);

        var migrate = await installation.RunAsync(["migrate", .. settings]);

        Assert.True(migrate.ExitCode == 0, migrate.All);
        Assert.Contains("up to date now", migrate.Output, StringComparison.Ordinal);
        await using var server = await RunningServer.StartAsync(installation, settings);
        await app.RefreshAsync(token);
        using var another = new AppSignIn(installation);
        await another.SignInAsync();
    }

    [Theory, AllProviders]
    public async Task B156_Four_processes_that_migrate_at_once_all_succeed_and_one_does_it(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => installation.RunAsync(["migrate", .. Use(database)])));

        Assert.All(results, result => Assert.True(result.ExitCode == 0, result.All));
        Assert.Contains("Nothing was changed", (await installation.RunAsync(["migrate", .. Use(database)])).Output, StringComparison.Ordinal);
    }

    private static string[] Use(TestDatabase database) => [.. database.Settings.Where(setting => setting.Value is not null).Select(setting => $"--{setting.Key}={setting.Value}")];

    /// <summary>Leaves the rows in the tables of the first migration.</summary>
    private static async Task BackToFirstAsync(TestDatabase database)
    {
        await using var services = database.Services();
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        Assert.NotEmpty(db.Database.GetMigrations().Skip(1));
        await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().First());
    }
}
