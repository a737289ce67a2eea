using Identity.Nodes.Tests.Stage;

namespace Identity.Nodes.Tests.Faults;

/// <summary>The embedded installation, stopped and started again.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly Installation installation = new();

    public void Dispose() => installation.Dispose();

    [Fact]
    public async Task B150_B053_sessions_keys_and_consents_stay_over_a_restart_and_what_was_used_stays_dead()
    {
        var client = Json.Node(new
        {
            client_id = "shop",
            client_secret = $"{Guid.NewGuid():N}{Guid.NewGuid():N}",
            redirect_uris = new[] { "https://shop.example.com/callback" },
            grant_types = new[] { "authorization_code", "refresh_token" },
            scope = "openid offline_access",
        });
        var (person, app) = (new Person(Guid.Empty, "ada", "ada@example.com", Person.GoodPassword), App.Of(client));
        var users = new[] { new { username = person.Username, email = person.Email, email_verified = true, password = person.Password } };
        var applied = await installation.ApplyAsync(Json.Node(new { users, clients = new[] { client } }).ToJsonString());
        Assert.True(applied.ExitCode == 0, applied.All);
        using var browser = new WebBrowser(new Uri($"http://127.0.0.1:{installation.Ports[0]}"));
        var (used, waiting) = (app.Request("openid offline_access"), app.Request("openid offline_access"));
        string usedCode, waitingCode, rotated, refreshToken, accessToken, revoked;
        await using (var node = await Node.StartAsync(installation, "serve", "--roles", "server", "--Tokens:RefreshReuseLeeway=00:00:00"))
        {
            await browser.SignInAsync(person);
            usedCode = (await browser.SubmitAsync(await browser.OpenAsync(used.Address), ("decision", "allow")))["code"];
            var first = (await node.Url.RedeemAsync(used, usedCode)).Json;
            rotated = first.Text("refresh_token");
            var second = (await node.Url.RefreshAsync(app, rotated)).Json;
            (refreshToken, accessToken) = (second.Text("refresh_token"), second.Text("access_token"));
            var other = app.Request("openid offline_access");
            revoked = (await node.Url.RedeemAsync(other, await browser.CodeAsync(other))).Json.Text("refresh_token");
            Assert.Equal(200, (await node.Url.RevokeAsync(app, revoked)).Status);
            waitingCode = await browser.CodeAsync(waiting);
            node.Process.Signal();
            Assert.Equal(0, await node.Process.EndAsync());
        }

        await using var again = await Node.StartAsync(installation, "serve", "--roles", "server", "--Tokens:RefreshReuseLeeway=00:00:00");

        Assert.Equal(200, (await again.Url.UserInfoAsync(accessToken)).Status);
        Assert.Equal(200, (await again.Url.RedeemAsync(waiting, waitingCode)).Status);
        Assert.NotEmpty(await browser.CodeAsync(app.Request("openid offline_access")));
        var refreshed = await again.Url.RefreshAsync(app, refreshToken);
        Assert.True(refreshed.Status == 200, refreshed.ToString());
        Assert.Equal("invalid_grant", (await again.Url.RefreshAsync(app, revoked)).Error);
        Assert.Equal("invalid_grant", (await again.Url.RedeemAsync(used, usedCode)).Error);
        Assert.Equal("invalid_grant", (await again.Url.RefreshAsync(app, rotated)).Error);
    }
}
