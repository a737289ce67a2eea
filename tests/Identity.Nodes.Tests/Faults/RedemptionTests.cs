using Identity.Nodes.Tests.Stage;

namespace Identity.Nodes.Tests.Faults;

/// <summary>Something ends in the middle of many redemptions.</summary>
public sealed class RedemptionTests : IAsyncLifetime
{
    private const int Kill = 9;
    private const int Each = 20;

    // Long enough for a slow machine to start the process again.
    private const string Leeway = "--Tokens:RefreshReuseLeeway=00:01:00";
    private Deployment deployment = null!;

    public async ValueTask InitializeAsync() => deployment = await Deployment.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        if (deployment is not null) await deployment.DisposeAsync();
    }

    [Fact]
    [Trait("Set", "All")]
    public async Task B151_a_process_that_is_killed_leaves_each_code_used_once_at_most_and_each_refresh_repeatable()
    {
        var (person, app) = await deployment.CreateAsync();
        var installation = deployment.NewInstallation();
        var node = await deployment.StartAsync(installation, Leeway);
        var rush = new Rush(deployment, app, await Crowd.GatherAsync(node.Url, person, app, Each));

        await rush.RunAsync(node, () => node.Process.Signal(Kill));
        await node.Process.EndAsync();
        await rush.CheckAsync(await deployment.StartAsync(installation, Leeway));
    }

    [Fact]
    [Trait("Set", "All")]
    public async Task B162_a_database_that_is_lost_in_the_middle_leaves_each_code_used_once_at_most_and_each_refresh_repeatable()
    {
        using var line = deployment.Line();
        var (person, app) = await deployment.CreateAsync();
        var node = await deployment.StartAsync($"--Database:ConnectionString={deployment.Through(line)}", Leeway);
        var rush = new Rush(deployment, app, await Crowd.GatherAsync(node.Url, person, app, Each));

        await rush.RunAsync(node, line.Cut);
        line.Restore();
        await node.UntilReadyAsync(true);
        await rush.CheckAsync(node);
    }

    /// <summary>All of the crowd's codes, twice each, and refresh tokens at once.</summary>
    private sealed class Rush(Deployment deployment, App app, Crowd crowd)
    {
        private Answer?[] _codes = [];
        private Answer?[] _refreshes = [];
        private long _before;

        public async Task RunAsync(Node node, Action fault)
        {
            _before = await TokensMadeAsync();
            var answered = 0;
            var codes = crowd.Codes.SelectMany(code => new[] { code, code }).Select(code => CountAsync(node.Url.RedeemAsync(code.Request, code.Code))).ToList();
            var refreshes = crowd.RefreshTokens.Select(token => CountAsync(node.Url.RefreshAsync(app, token))).ToList();
            _codes = await Task.WhenAll(codes);
            _refreshes = await Task.WhenAll(refreshes);
            Assert.Contains(_codes.Concat(_refreshes), answer => answer is null or { Status: 503 });

            async Task<Answer?> CountAsync(Task<Answer> call)
            {
                try
                {
                    return await call;
                }
                catch (HttpRequestException)
                {
                    return null;
                }
                finally
                {
                    // In the middle of it, however fast the machine is.
                    if (Interlocked.Increment(ref answered) == Each) fault();
                }
            }
        }

        public async Task CheckAsync(Node node)
        {
            // A lost answer or none: all chains go on, with the token that was given out where one was.
            var repeats = await Task.WhenAll(crowd.RefreshTokens.Select(token => node.Url.RefreshAsync(app, token)));
            for (var i = 0; i < Each; i++)
            {
                var repeated = repeats[i];
                Assert.True(repeated.Status == 200, repeated.ToString());
                if (_refreshes[i] is { Status: 200 } first) Assert.Equal(first.Json.Text("refresh_token"), repeated.Json.Text("refresh_token"));
                var next = await node.Url.RefreshAsync(app, repeated.Json.Text("refresh_token"));
                Assert.True(next.Status == 200, next.ToString());
            }

            var made = await TokensMadeAsync() - _before - (2 * Each);
            var redeemed = 0;
            for (var i = 0; i < Each; i++)
            {
                var times = _codes.Skip(2 * i).Take(2).Count(answer => answer is { Status: 200 });
                var again = await node.Url.RedeemAsync(crowd.Codes[i].Request, crowd.Codes[i].Code);
                Assert.True(again.Status is 200 or 400, again.ToString());
                Assert.InRange(times + (again.Status == 200 ? 1 : 0), 0, 1);
                redeemed += times;
            }

            // Answers that were lost gave tokens too, but no code gave two.
            Assert.InRange(made, redeemed, Each);
            Assert.Equal(0, await deployment.CountAsync("""SELECT count(*) FROM (SELECT "ReferenceId" FROM "Tokens" WHERE "ReferenceId" IS NOT NULL GROUP BY 1 HAVING count(*) > 1) twice"""));
        }

        private Task<long> TokensMadeAsync() => deployment.CountAsync("""SELECT count(*) FROM "Tokens" WHERE "Type" LIKE '%refresh_token'""");
    }
}
