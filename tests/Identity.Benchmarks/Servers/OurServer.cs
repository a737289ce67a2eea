using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Identity.Benchmarks.Machine;

namespace Identity.Benchmarks.Servers;

/// <summary>The <c>identity</c> executable as an operator runs it. Only the limits on tries are raised: everybody signs in from one address.</summary>
internal static class OurServer
{
    public const string Name = "identity";

    private const string Management = "--Management:Url=";

    private static readonly string Program = SourceTree.Program("src/Identity.App", "identity");

    public static async Task<ServerKind> PrepareAsync(Machine.Database database)
    {
        var connection = await database.CreateAsync("benchmark_identity");
        var directory = Directory.CreateTempSubdirectory("identity-benchmark-").FullName;
        var url = new Uri($"http://127.0.0.1:{MeasuredServer.FreePort()}");
        var key = Path.Combine(directory, "encryption.key");
        await File.WriteAllTextAsync(key, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        string[] settings =
        [
            "--Database:Provider=PostgreSql", $"--Database:ConnectionString={connection}", $"--Keys:EncryptionKeyFiles:0={key}", $"--Data:Directory={directory}",
            $"--Server:Url={url.OriginalString}", $"--Server:PublicUrl={url.OriginalString}", Management + Address(),
            $"--AdminApi:Url={Address()}", $"--Console:Url={Address()}", $"--Worker:Url={Address()}",
            "--SignIn:TriesPerNetwork=100000", "--SignIn:TriesPerIdentifier=100", "--SignIn:TriesPerAccount=100", "--SignIn:TriesPerDevice=100",
        ];
        var file = Path.Combine(directory, "benchmark.json");
        await File.WriteAllTextAsync(file, Content());
        await RunAsync(directory, ["migrate", .. settings]);
        await RunAsync(directory, ["apply", file, .. settings]);
        return new(Name, url, directory, "benchmark_identity", connection, [Program, "serve", "--roles", "server", .. settings]);
    }

    /// <summary>The same installation with these roles in place of the server alone, and a management address of their own.</summary>
    public static ServerKind WithRoles(this ServerKind server, string roles) => server with
    {
        Command = [.. server.Command.Select(part => part == "server" ? roles : part.StartsWith(Management, StringComparison.Ordinal) ? Management + Address() : part)],
    };

    private static string Content() => JsonSerializer.Serialize(new
    {
        resources = new[] { new { identifier = "https://api.example.com", display_name = "API" } },
        scopes = new[] { new { name = "api", display_name = "API", resources = new[] { "https://api.example.com" } } },
        clients = new[]
        {
            new
            {
                client_id = ServerKind.ClientId,
                client_name = "Benchmark",
                client_secret = ServerKind.ClientSecret,
                redirect_uris = new[] { ServerKind.RedirectUri },
                grant_types = new[] { "authorization_code", "refresh_token", "client_credentials" },
                scope = "openid profile email offline_access api",
                first_party = true,
            },
        },
        users = Enumerable.Range(0, ServerKind.People).Select(i => new
        {
            username = $"person{i}",
            email = $"person{i}@example.com",
            email_verified = true,
            password = ServerKind.Password,
            roles = i == 0 ? new[] { "Owner" } : [],
        }),
    });

    private static string Address() => $"http://127.0.0.1:{MeasuredServer.FreePort()}";

    private static async Task RunAsync(string directory, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Program, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"identity {arguments[0]}: {await output}{await error}");
    }
}
