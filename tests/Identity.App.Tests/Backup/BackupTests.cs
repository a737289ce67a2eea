using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Identity.App.Tests.Backup;

public sealed class BackupTests : IDisposable
{
    private const string Secret = "a-secret-of-more-than-thirty-two-characters";

    private readonly Installation installation = new();
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false });

    public void Dispose()
    {
        http.Dispose();
        installation.Dispose();
    }

    [Fact]
    public async Task B157_a_copy_of_the_running_service_and_the_key_are_enough_to_go_on()
    {
        var backup = Path.Combine(installation.Directory, "copy.db");
        await RegisterAsync();
        await using (await RunningServer.StartAsync(installation))
        {
            var copied = await installation.RunAsync("backup", backup);
            Assert.True(copied.ExitCode == 0, copied.All);
            Assert.Contains(Path.Combine(installation.Directory, "data", "keys", "encryption.key"), copied.Output, StringComparison.Ordinal);

            var inUse = await installation.RunAsync("restore", backup, "--force");
            Assert.Equal(1, inUse.ExitCode);
            Assert.Contains("stop the service first", inUse.Error, StringComparison.Ordinal);
        }

        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(backup));
        foreach (var file in Directory.GetFiles(Path.Combine(installation.Directory, "data"), "identity.db*")) File.Delete(file);
        var restored = await installation.RunAsync("restore", backup);
        Assert.True(restored.ExitCode == 0, restored.All);

        await using (await RunningServer.StartAsync(installation))
        {
            var tokens = await TokenAsync();
            Assert.NotNull(tokens["access_token"]);
        }
    }

    [Fact]
    public async Task B157_a_copy_is_refused_without_its_key_and_nothing_is_replaced()
    {
        var backup = Path.Combine(installation.Directory, "copy.db");
        await RegisterAsync();
        await installation.RunAsync("backup", backup);
        using var other = new Installation();
        Assert.Equal(0, (await other.RunAsync("migrate")).ExitCode);
        var before = await File.ReadAllBytesAsync(other.Database);

        var refused = await other.RunAsync("restore", backup, "--force");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("does not decrypt this database", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(other.Database));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(other.Database)!, "*.restoring*"));
    }

    [Fact]
    public async Task Nothing_is_overwritten_by_mistake()
    {
        var backup = Path.Combine(installation.Directory, "copy.db");
        await RegisterAsync();
        await installation.RunAsync("backup", backup);

        var again = await installation.RunAsync("backup", backup);
        var over = await installation.RunAsync("restore", backup);
        await File.WriteAllTextAsync(Path.Combine(installation.Directory, "notes.txt"), "no database");
        var wrong = await installation.RunAsync("restore", "notes.txt", "--force");

        Assert.Contains("exists already", again.Error, StringComparison.Ordinal);
        Assert.Contains("Add --force to replace it", over.Error, StringComparison.Ordinal);
        Assert.Contains("can't be read", wrong.Error, StringComparison.Ordinal);
        Assert.All([again, over, wrong], result => Assert.Equal(1, result.ExitCode));
    }

    private async Task RegisterAsync()
    {
        // Keys are made by a start or by this.
        Assert.Equal(0, (await installation.RunAsync("migrate")).ExitCode);
        var applied = await installation.ApplyAsync($$"""{ "clients": [ { "client_id": "service", "client_secret": "{{Secret}}", "grant_types": ["client_credentials"], "redirect_uris": [], "response_types": [] } ] }""");
        Assert.True(applied.ExitCode == 0, applied.All);
    }

    private async Task<JsonNode> TokenAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://127.0.0.1:{installation.Ports[0]}/connect/token"))
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"service:{Secret}")));
        using var answer = await http.SendAsync(request);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }
}
