using System.Diagnostics;
using System.Text.RegularExpressions;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Docs;

/// <summary>What docs/account-api.md tells people to type works, from the first line to the last.</summary>
public sealed partial class AccountApiPageTests
{
    [Fact]
    public async Task Every_command_of_the_page_does_what_it_says()
    {
        await using var server = await TestServer.StartAsync();
        var page = await File.ReadAllTextAsync(Path.Combine(Snapshot.Repository(), "docs", "account-api.md"));
        await server.ApplyAsync(System.Text.Json.Nodes.JsonNode.Parse(Block().Matches(page).First(block => block.Groups["language"].Value == "json").Groups["text"].Value)!);
        var ada = await server.CreateUserAsync(new { email_verified = true });
        using var browser = await server.NewBrowserAsync(ada);
        using var elsewhere = await server.NewBrowserAsync(ada);
        using var third = await server.NewBrowserAsync(ada);
        await AllowAsync(server, browser);
        using var shell = new Shell();
        var mailed = new Queue<string>(["countess@example.com", "grace@example.com"]);

        var commands = Block().Matches(page).Where(block => block.Groups["language"].Value == "sh").Select(block => block.Groups["text"].Value).ToList();
        Assert.Equal(await DescribedAsync(server), Typed(commands));
        foreach (var command in commands)
        {
            var code = !command.Contains("CODE=123456", StringComparison.Ordinal) ? ""
                : command.Contains("from the mail", StringComparison.Ordinal) ? await server.CodeForAsync(mailed.Dequeue())
                : await server.TextedCodeAsync("+4915123456789");
            var said = await shell.RunAsync(command.Replace("SERVER=http://localhost:5000", $"SERVER={server.Issuer}", StringComparison.Ordinal).Replace("CODE=123456", $"CODE={code}", StringComparison.Ordinal));
            if (said.Contains("Open http", StringComparison.Ordinal)) await AllowDeviceAsync(browser, new Uri(said.Split("Open ")[1].Trim()));
        }

        Assert.Empty(mailed);
        using var grace = server.NewBrowser();
        Assert.Equal("home", (await grace.SignInAsync(new Person(Guid.Empty, "grace@example.com", "grace@example.com", "copper lantern by the lake"))).PageName);
        Assert.Equal("countess@example.com", await server.InDatabaseAsync(db => db.Users.Where(u => u.Id == ada.Id && u.EmailConfirmed).Select(u => u.Email).SingleAsync()));
        var last = await shell.RunAsync("curl -sS -o /dev/null -w '%{http_code}' -H \"$AUTH\" $API/profile");
        Assert.Equal("401", last);
        Assert.Equal("signin", (await elsewhere.OpenAsync("/account/apps")).PageName);
        Assert.Equal("home", (await third.SignInAsync(ada with { Username = "countess", Password = "copper lantern by the lake" })).PageName);
    }

    private static IEnumerable<string> Typed(IEnumerable<string> commands) => commands.SelectMany(command => Call().Matches(command))
        .Select(call => $"{(call.Groups["method"] is { Success: true, Value: var method } ? method : "GET")} /{call.Groups["route"].Value}".Replace("$SID", "{sid}", StringComparison.Ordinal).Replace("$CLIENT_ID", "{client_id}", StringComparison.Ordinal))
        .Distinct().Order(StringComparer.Ordinal);

    private static async Task<IEnumerable<string>> DescribedAsync(TestServer server) => (await server.SendAsync(HttpMethod.Get, "/openapi/v1.json")).Json["paths"]!.AsObject()
        .SelectMany(path => path.Value!.AsObject().Select(method => $"{method.Key.ToUpperInvariant()} {path.Key.Replace("/api/account/v1", "", StringComparison.Ordinal)}"))
        .Order(StringComparer.Ordinal);

    private static async Task AllowAsync(TestServer server, WebBrowser browser)
    {
        var app = await server.CreateClientAsync(new { first_party = false });
        await browser.SubmitAsync(await browser.AuthorizeAsync(app.Request("openid profile")), ("decision", "allow"));
    }

    private static async Task AllowDeviceAsync(WebBrowser browser, Uri link)
    {
        var page = await browser.OpenAsync(link.PathAndQuery);
        if (page.PageName == "device") page = await browser.SubmitAsync(page);
        Assert.Equal("device-done", (await browser.SubmitAsync(page, ("decision", "allow"))).PageName);
    }

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"curl[^\n|]*?(-X (?<method>\w+)[^\n|]*?)?\$API/(?<route>[^\s)]+)")]
    private static partial Regex Call();

    /// <summary>Runs commands one after the other, as somebody types them: what one sets, the next has.</summary>
    private sealed class Shell : IDisposable
    {
        private readonly string _state = Path.GetTempFileName();

        public async Task<string> RunAsync(string command)
        {
            // Only what the page itself sets is kept.
            var script = $"set -euo pipefail\nsource {_state}\n{command}\ndeclare -p $(compgen -A variable | grep -E '^(SERVER|ASKED|DEVICE_CODE|LINK|TOKENS?|AUTH|API|ETAG|SID|CLIENT_ID|CHANGE|CODE|VERIFIER|CHALLENGE|AUTH_SESSION)$') > {_state}\n";
            var start = new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var bash = Process.Start(start)!;
            var output = bash.StandardOutput.ReadToEndAsync();
            var errors = await bash.StandardError.ReadToEndAsync();
            await bash.WaitForExitAsync();
            Assert.True(bash.ExitCode == 0, $"{command}\n{await output}\n{errors}");
            return await output;
        }

        public void Dispose() => File.Delete(_state);
    }
}
