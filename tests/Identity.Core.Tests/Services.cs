using Identity.Core.Data;
using Identity.Core.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Core.Tests;

internal static class Services
{
    /// <summary>Runs in a scope of its own, as a request would.</summary>
    public static async Task<TResult> WithAsync<TService, TResult>(this ServiceProvider services, Func<TService, Task<TResult>> act)
        where TService : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public static Task WithDbAsync(this ServiceProvider services, Func<IdentityDb, Task> act)
        => services.WithAsync<IdentityDb, bool>(async db =>
        {
            await act(db);
            return true;
        });

    /// <summary>What every role does before it serves.</summary>
    public static async Task<IReadOnlyList<string>> StartAsync(this ServiceProvider services)
    {
        var applied = await services.WithAsync<DatabaseMigration, IReadOnlyList<string>>(m => m.MigrateAsync(default));
        await services.WithAsync<SigningKeyRing, bool>(async ring =>
        {
            await ring.EnsureAsync(default);
            return true;
        });
        return applied;
    }

    public static Task<IReadOnlyList<LoadedKey>> LoadKeysAsync(this ServiceProvider services)
        => services.WithAsync<SigningKeyRing, IReadOnlyList<LoadedKey>>(ring => ring.LoadAsync(default));
}
