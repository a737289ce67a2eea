using Identity.Nodes.Tests.Stage;

namespace Identity.Nodes.Tests.Faults;

public sealed class KillTests : IAsyncLifetime
{
    private const int Kill = 9;
    private const int Each = 20;
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
        // Long enough for a slow machine to start the process again.
        const string Leeway = "--Tokens:RefreshReuseLeeway=00:01:00";
        var (person, app) = await deployment.CreateAsync();
        var installation = deployment.NewInstallation();
        var node = await deployment.StartAsync(installation, Leeway);
        var crowd = await Crowd.GatherAsync(node.Url, person, app, Each);
        var before = await TokensMadeAsync();

        var answered = 0;
        var codes = crowd.Codes.SelectMany(code => new[] { code, code }).Select(code => CountAsync(node.Url.RedeemAsync(code.Request, code.Code))).ToList();
        var refreshes = crowd.RefreshTokens.Select(token => CountAsync(node.Url.RefreshAsync(app, token))).ToList();
        await Until.TrueAsync(() => Task.FromResult(Volatile.Read(ref answered) >= Each), TimeSpan.FromMinutes(1), "Nothing was answered.");
        node.Process.Signal(Kill);
        var codeAnswers = await Task.WhenAll(codes);
        var refreshAnswers = await Task.WhenAll(refreshes);
        await node.Process.EndAsync();
        Assert.Contains(refreshAnswers, answer => answer is null);

        node = await deployment.StartAsync(installation, Leeway);

        // A lost answer or none: all chains go on, with the token that was given out where one was.
        var repeats = await Task.WhenAll(crowd.RefreshTokens.Select(token => node.Url.RefreshAsync(app, token)));
        for (var i = 0; i < Each; i++)
        {
            var repeated = repeats[i];
            Assert.True(repeated.Status == 200, repeated.ToString());
            if (refreshAnswers[i] is { Status: 200 } first) Assert.Equal(first.Json.Text("refresh_token"), repeated.Json.Text("refresh_token"));
            var next = await node.Url.RefreshAsync(app, repeated.Json.Text("refresh_token"));
            Assert.True(next.Status == 200, next.ToString());
        }

        var made = await TokensMadeAsync() - before - (2 * Each);
        var redeemed = 0;
        for (var i = 0; i < Each; i++)
        {
            var times = codeAnswers.Skip(2 * i).Take(2).Count(answer => answer is { Status: 200 });
            var again = await node.Url.RedeemAsync(crowd.Codes[i].Request, crowd.Codes[i].Code);
            Assert.True(again.Status is 200 or 400, again.ToString());
            Assert.InRange(times + (again.Status == 200 ? 1 : 0), 0, 1);
            redeemed += times;
        }

        // Answers that were lost gave tokens too, but no code gave two.
        Assert.InRange(made, redeemed, Each);
        Assert.Equal(0, await deployment.CountAsync("""SELECT count(*) FROM (SELECT "ReferenceId" FROM "Tokens" WHERE "ReferenceId" IS NOT NULL GROUP BY 1 HAVING count(*) > 1) twice"""));

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
                Interlocked.Increment(ref answered);
            }
        }
    }

    private Task<long> TokensMadeAsync() => deployment.CountAsync("""SELECT count(*) FROM "Tokens" WHERE "Type" LIKE '%refresh_token'""");
}
