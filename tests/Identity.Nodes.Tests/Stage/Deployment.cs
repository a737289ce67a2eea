using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Identity.Core.Data;
using Identity.Testing.Databases;
using Npgsql;

namespace Identity.Nodes.Tests.Stage;

/// <summary>A database with people and apps in it, and the nodes that a test starts on it.</summary>
public sealed class Deployment : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly Installation _own = new();
    private readonly ConcurrentQueue<IAsyncDisposable> _nodes = [];
    private readonly ConcurrentQueue<Installation> _installations = [];

    private Deployment(TestDatabase database) => _database = database;

    public string ConnectionString => _database.ConnectionString!;

    /// <summary>The settings of a node; what a test adds wins.</summary>
    public string[] Settings =>
    [
        "--Database:Provider=PostgreSql", $"--Keys:EncryptionKeyFiles:0={TestKeyFile.In(_database.Directory)}",
        $"--Themes:Directory={Path.Combine(Installation.Root, "themes")}", "--Password:Hashing:MemoryKiB=64", "--Password:Hashing:Passes=1",
    ];

    public static async Task<Deployment> CreateAsync() => new(await TestDatabase.CreateMigratedAsync(DatabaseProvider.PostgreSql));

    /// <summary>A line to the database that can be cut.</summary>
    public TcpLine Line()
    {
        var database = new NpgsqlConnectionStringBuilder(ConnectionString);
        return new TcpLine(database.Host!, database.Port);
    }

    public string Through(TcpLine line)
        => new NpgsqlConnectionStringBuilder(ConnectionString) { Host = "127.0.0.1", Port = line.Port }.ToString();

    /// <summary>A new node, ready.</summary>
    public Task<Node> StartAsync(params string[] more) => StartAsync(NewInstallation(), more);

    /// <summary>A node in an installation that is there, as after a restart.</summary>
    public async Task<Node> StartAsync(Installation installation, params string[] more)
    {
        string[] args = [.. Settings, .. more];
        if (!args.Any(arg => arg.StartsWith("--Database:ConnectionString", StringComparison.Ordinal))) args = [.. args, $"--Database:ConnectionString={ConnectionString}"];
        if (!args.Contains("--roles")) args = ["serve", "--roles", "server", .. args];
        var node = await Node.StartAsync(installation, args);
        _nodes.Enqueue(node);
        return node;
    }

    public Installation NewInstallation()
    {
        var installation = new Installation();
        _installations.Enqueue(installation);
        return installation;
    }

    public async Task ApplyAsync(object file, params string[] more)
    {
        var result = await _own.ApplyAsync(Json.Node(file).ToJsonString(), [.. Settings, .. more, $"--Database:ConnectionString={ConnectionString}"]);
        Assert.True(result.ExitCode == 0, result.All);
    }

    /// <summary>A command of the operator's.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> RunAsync(params string[] command)
    {
        var result = await _own.RunAsync([.. command, .. Settings, $"--Database:ConnectionString={ConnectionString}"]);
        Assert.True(result.ExitCode == 0, result.All);
        return result.Output;
    }

    /// <summary>A person and a web app of the first party, made in one go.</summary>
    public async Task<(Person Person, App App)> CreateAsync(object? client = null)
    {
        var name = $"user{Guid.NewGuid():N}";
        var app = Json.Merge(
            new
            {
                client_id = $"app-{name[^8..]}",
                client_name = "Shop",
                client_secret = $"{Guid.NewGuid():N}{Guid.NewGuid():N}",
                redirect_uris = new[] { "https://shop.example.com/callback" },
                grant_types = new[] { "authorization_code", "refresh_token" },
                scope = "openid profile email offline_access",
                first_party = true,
            },
            client);
        await ApplyAsync(new JsonObject
        {
            ["users"] = new JsonArray(Json.Node(new { username = name, email = $"{name}@example.com", password = Person.GoodPassword, roles = new[] { "Owner" } })),
            ["clients"] = new JsonArray(app),
        });
        return (new Person(Guid.Empty, name, $"{name}@example.com", Person.GoodPassword), App.Of(app));
    }

    /// <summary>One number from the database, past all lines and nodes.</summary>
    public async Task<long> CountAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
        foreach (var installation in _installations) installation.Dispose();
        _own.Dispose();
        await _database.DisposeAsync();
    }
}
