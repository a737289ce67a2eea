using System.Net;
using Identity.Core.Data;
using Identity.Testing.Databases;

namespace Identity.App.Tests.Serve;

public sealed class PostgreSqlTests : IAsyncLifetime
{
    private readonly Installation installation = new();
    private readonly HttpClient http = new(new SocketsHttpHandler());
    private TestDatabase? database;

    private string[] Settings =>
        ["--Database:Provider=PostgreSql", $"--Database:ConnectionString={database!.ConnectionString}", $"--Keys:EncryptionKeyFiles:0={TestKeyFile.In(database.Directory)}"];

    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync(DatabaseProvider.PostgreSql);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        installation.Dispose();
        if (database is not null) await database.DisposeAsync();
    }

    [Fact]
    public async Task A_node_waits_for_the_tables_and_is_ready_once_somebody_has_migrated()
    {
        await using var server = await RunningServer.StartAsync(installation, Settings);
        Assert.Contains("The database is behind: run 'identity migrate'.", server.Output + await server.ReadUntilAsync("is behind"), StringComparison.Ordinal);
        foreach (var port in installation.Ports[..2]) Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(port, "/health/ready"));
        foreach (var port in installation.Ports[..4]) Assert.Equal(HttpStatusCode.OK, await StatusAsync(port, "/health/live"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(installation.Ports[0], "/.well-known/jwks"));

        var migrate = await installation.RunAsync(["migrate", .. Settings]);

        Assert.True(migrate.ExitCode == 0, migrate.All);
        await ReadyAsync(installation.Ports[0]);
        Assert.Contains("ES256", await http.GetStringAsync(new Uri($"http://127.0.0.1:{installation.Ports[0]}/.well-known/jwks")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(installation.Ports[0], "/signin"));
    }

    [Fact]
    public async Task Two_nodes_that_start_at_once_both_come_up()
    {
        using var second = new Installation();
        await installation.RunAsync(["migrate", .. Settings]);

        var nodes = await Task.WhenAll(RunningServer.StartAsync(installation, Settings), RunningServer.StartAsync(second, Settings));

        await ReadyAsync(installation.Ports[0]);
        await ReadyAsync(second.Ports[0]);
        foreach (var node in nodes)
        {
            node.Signal();
            Assert.Equal(0, await node.EndAsync());
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task Every_command_says_that_the_database_is_behind_and_works_once_it_is_not()
    {
        foreach (var command in new[] { "setup-link", "doctor" }) Assert.Contains("The database is behind: run 'identity migrate'.", (await installation.RunAsync([command, .. Settings])).All, StringComparison.Ordinal);
        Assert.Equal(1, (await installation.ApplyAsync("{}", Settings)).ExitCode);

        Assert.Contains("up to date now", (await installation.RunAsync(["migrate", .. Settings])).Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", (await installation.RunAsync(["migrate", .. Settings])).Output, StringComparison.Ordinal);
        Assert.Contains("/setup/", (await installation.RunAsync(["setup-link", .. Settings])).Output, StringComparison.Ordinal);
        Assert.Contains("1 created.", (await installation.ApplyAsync("""{"users":[{"username":"ada","roles":["Owner"]}]}""", Settings)).Output, StringComparison.Ordinal);
        var doctor = await installation.RunAsync(["doctor", .. Settings]);
        Assert.True(doctor.ExitCode == 0, doctor.All);
        Assert.Contains("the database server agrees", doctor.Output, StringComparison.Ordinal);
    }

    private async Task ReadyAsync(int port)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await StatusAsync(port, "/health/ready") != HttpStatusCode.OK) patience.Token.ThrowIfCancellationRequested();
    }

    private async Task<HttpStatusCode> StatusAsync(int port, string path) => (await http.GetAsync(new Uri($"http://127.0.0.1:{port}{path}"))).StatusCode;
}
