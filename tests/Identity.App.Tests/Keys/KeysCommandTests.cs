using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Identity.App.Tests.Keys;

public sealed partial class KeysCommandTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private readonly Installation installation = new();

    public void Dispose() => installation.Dispose();

    [Fact]
    [Trait("Set", "All")]
    public async Task B155_a_running_server_publishes_another_key_five_seconds_after_one_was_revoked()
    {
        await using var server = await RunningServer.StartAsync(installation, "--roles", "server");
        var listed = Keys((await installation.RunAsync("keys", "list")).Output);
        Assert.Equal(["A256KW active", "ES256 active", "HS256 active", "RS256 active"], listed.Select(key => $"{key["alg"]} {key["state"]}").Order(StringComparer.Ordinal));
        var (es256, secret) = (listed.Single(key => key["alg"].Value == "ES256")["kid"].Value, listed.Single(key => key["use"].Value == "sub")["kid"].Value);
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{installation.Ports[0]}") };
        Assert.Contains(es256, await http.GetStringAsync("/.well-known/jwks"), StringComparison.Ordinal);

        var revoked = await installation.RunAsync("keys", "revoke", es256);
        var since = Stopwatch.GetTimestamp();
        Assert.Equal(0, revoked.ExitCode);
        Assert.Contains($"- {es256} (sig ES256) is revoked", revoked.Output, StringComparison.Ordinal);
        while ((await http.GetStringAsync("/.well-known/jwks")).Contains(es256, StringComparison.Ordinal))
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < Soon, "The revoked key is still published.");
            await Task.Delay(50);
        }

        Assert.Contains("\"alg\": \"ES256\"", await http.GetStringAsync("/.well-known/jwks"), StringComparison.Ordinal);
        var again = await installation.RunAsync("keys", "revoke", es256);
        Assert.Equal((1, $"identity: There is no key '{es256}'. 'identity keys list' shows those that there are."), (again.ExitCode, again.Error.Trim()));
        Assert.Matches("secret of pairwise subjects. It can't be revoked", (await installation.RunAsync("keys", "revoke", secret)).Error);
    }

    [Fact]
    public async Task Rotating_announces_the_next_keys_once()
    {
        await installation.RunAsync("migrate");

        var first = await installation.RunAsync("keys", "rotate");
        var second = await installation.RunAsync("keys", "rotate");

        Assert.Equal(3, first.Output.Trim().Split('\n').Length);
        Assert.Equal(first.Output, second.Output);
        Assert.Equal(["active", "active", "active", "active", "announced", "announced", "announced"], Keys((await installation.RunAsync("keys", "list")).Output).Select(key => key["state"].Value).Order());
    }

    [Fact]
    [Trait("Set", "All")]
    public async Task B142_the_key_encryption_key_can_be_changed_and_the_old_file_taken_out()
    {
        await installation.RunAsync("migrate");
        var (older, newer) = (Path.Combine("data", "keys", "encryption.key"), "newer.key");
        var file = Path.Combine(installation.Directory, newer);
        await File.WriteAllTextAsync(file, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        string[] both = [$"--Keys:EncryptionKeyFiles:0={newer}", $"--Keys:EncryptionKeyFiles:1={older}"];
        var alone = both[0];
        // Too early: the new key reads nothing yet.
        Assert.Equal(3, (await installation.RunAsync("keys", "reencrypt", alone)).ExitCode);
        Assert.Matches("warning +keys +5 values in the database need an older key file", (await installation.RunAsync(["doctor", .. both])).Output);

        var result = await installation.RunAsync(["keys", "reencrypt", .. both]);

        Assert.True(result.ExitCode == 0, result.All);
        Assert.StartsWith("5 values were encrypted anew; 0 need an older key.", result.Output, StringComparison.Ordinal);
        Assert.StartsWith("0 values were encrypted anew", (await installation.RunAsync(["keys", "reencrypt", .. both])).Output, StringComparison.Ordinal);
        Assert.Matches("ok +keys +Only '.*newer.key' is needed", (await installation.RunAsync(["doctor", .. both])).Output);
        Assert.Equal(3, (await installation.RunAsync("serve")).ExitCode);
        File.Delete(Path.Combine(installation.Directory, older));
        await using var server = await RunningServer.StartAsync(installation, "--roles", "server", alone);
        server.Signal();
        Assert.Equal(0, await server.EndAsync());
        Assert.StartsWith("1 keys of the ring were deleted", (await installation.RunAsync("keys", "rotate-ring", alone)).Output, StringComparison.Ordinal);
    }

    private static List<GroupCollection> Keys(string output) => [.. Line().Matches(output).Select(match => match.Groups)];

    [GeneratedRegex(@"^(?<kid>\S+) +(?<use>sig|enc|sub) +(?<alg>\w+) +(?<state>\w+) +from ", RegexOptions.Multiline)]
    private static partial Regex Line();
}
