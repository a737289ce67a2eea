using System.Text.Json.Nodes;
using Identity.Core.Data;
using Identity.Core.Keys.Rotation;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Tests.Protocol.Keys;

/// <summary>Two nodes on one database whose clocks the test moves together.</summary>
internal sealed class TwoNodes : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(10);

    private TwoNodes(TestServer one, TestServer two) => (One, Two) = (one, two);

    public TestServer One { get; }

    public TestServer Two { get; }

    public static async Task<TwoNodes> StartAsync(DatabaseProvider provider = DatabaseProvider.Sqlite, Dictionary<string, string?>? settings = null)
    {
        var one = await TestServer.StartAsync(provider, settings);
        return new TwoNodes(one, await one.JoinAsync());
    }

    /// <summary>Lets time go by, and the worker do what is due.</summary>
    public async Task AdvanceAsync(TimeSpan time)
    {
        One.Clock.Advance(time);
        Two.Clock.Advance(time);
        await RotateAsync();
    }

    public async Task RotateAsync()
    {
        await One.InScopeAsync(scope => scope.GetRequiredService<KeyRotation>().RunAsync(default));
        await SettleAsync();
    }

    /// <summary>Waits until both nodes publish the keys that the database has, as they do within seconds.</summary>
    public async Task SettleAsync()
    {
        var expected = await One.InDatabaseAsync(db => db.SigningKeys.Where(key => key.Use == "sig").Select(key => key.KeyId).ToListAsync());
        foreach (var node in new[] { One, Two }) await UntilAsync(node, async () => (await KeyIdsAsync(node)).SetEquals(expected));
    }

    /// <summary>The names of the published keys; an RSA key has two and counts once.</summary>
    public static async Task<HashSet<string>> KeyIdsAsync(TestServer node)
        => [.. (await JwksAsync(node))["keys"]!.AsArray().Select(key => key!.AsObject().Text("kid").Replace("-PS256", "", StringComparison.Ordinal))];

    public static async Task<JsonObject> JwksAsync(TestServer node) => (await node.SendAsync(HttpMethod.Get, "/.well-known/jwks")).Json;

    public async Task UntilAsync(TestServer node, Func<Task<bool>> fact)
    {
        using var timeout = new CancellationTokenSource(Patience);
        while (!await fact())
        {
            // The node asks for changes every two seconds of its clock.
            node.Clock.Advance(TimeSpan.FromSeconds(2));
            if (node == Two) One.Clock.Advance(TimeSpan.FromSeconds(2));
            else Two.Clock.Advance(TimeSpan.FromSeconds(2));
            await Task.Delay(Glance, timeout.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Two.DisposeAsync();
        await One.DisposeAsync();
    }
}
