using System.Diagnostics;
using System.Text.Json.Nodes;
using Identity.Nodes.Tests.Stage;
using Microsoft.Data.Sqlite;

namespace Identity.Nodes.Tests.Faults;

public sealed class DiskFullTests : IDisposable
{
    private readonly Installation installation = new();

    public void Dispose() => installation.Dispose();

    [Fact]
    public async Task B154_without_room_writes_fail_closed_reads_go_on_and_the_file_stays_whole()
    {
        var name = $"user{Guid.NewGuid():N}";
        var client = Json.Node(new
        {
            client_id = "shop",
            client_name = "Shop",
            client_secret = $"{Guid.NewGuid():N}{Guid.NewGuid():N}",
            redirect_uris = new[] { "https://shop.example.com/callback" },
            grant_types = new[] { "authorization_code", "refresh_token" },
            scope = "openid offline_access",
            first_party = true,
        });
        var app = App.Of(client);
        var person = new Person(Guid.Empty, name, "", Person.GoodPassword);
        await installation.RunAsync("migrate");
        var applied = await installation.ApplyAsync(new JsonObject
        {
            ["clients"] = new JsonArray(client),
            ["users"] = new JsonArray(Json.Node(new { username = name, password = person.Password, roles = new[] { "Owner" } })),
        }.ToJsonString());
        Assert.True(applied.ExitCode == 0, applied.All);

        // Who writes beyond its limit is told "too large" instead of being ended by the signal.
        await using var node = await Node.StartByAsync(installation, "/bin/sh", "-c", "trap '' XFSZ; exec \"$0\" \"$@\"", Installation.Executable, "serve", "--roles", "server");
        using var browser = new WebBrowser(node.Url);
        await browser.SignInAsync(person);
        var request = app.Request("openid offline_access");
        var tokens = (await node.Url.RedeemAsync(request, await browser.CodeAsync(request))).Json;
        var waiting = app.Request();
        var code = await browser.CodeAsync(waiting);

        Limit(node, "4096");

        Assert.Equal(503, (await node.Url.RedeemAsync(waiting, code)).Status);
        Assert.Equal(503, (await node.Url.RefreshAsync(app, tokens.Text("refresh_token"))).Status);
        var page = await browser.GetAsync(app.Request().Address);
        Assert.True(page is { Status: 503, PageName: "error" }, page.ToString());
        Assert.Equal(200, (await node.Url.UserInfoAsync(tokens.Text("access_token"))).Status);
        Assert.Equal(200, (await browser.GetAsync("/")).Status);
        Assert.Equal(200, (await node.Url.SendAsync(HttpMethod.Get, "/health/ready", [])).Status);

        Limit(node, "unlimited");

        Assert.Equal(200, (await node.Url.RefreshAsync(app, tokens.Text("refresh_token"))).Status);
        Assert.Equal(200, (await node.Url.RedeemAsync(waiting, code)).Status);
        Assert.Equal("ok", await CheckAsync());
    }

    // The largest file that the process may write stands for the room that is left: it needs neither root nor a disk of its own.
    private static void Limit(Node node, string bytes)
    {
        using var prlimit = Process.Start("prlimit", ["--pid", $"{node.Process.Process.Id}", $"--fsize={bytes}:unlimited"]);
        prlimit.WaitForExit();
        Assert.Equal(0, prlimit.ExitCode);
    }

    private async Task<string?> CheckAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={installation.Database};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string?)await command.ExecuteScalarAsync();
    }
}
