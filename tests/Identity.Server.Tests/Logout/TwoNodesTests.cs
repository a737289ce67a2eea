using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Server.Tests.Stage;
using Identity.Testing.Databases;

namespace Identity.Server.Tests.Logout;

/// <summary>What ends on one node is dead on every other with the next request: nothing is remembered between them.</summary>
public sealed class TwoNodesTests
{
    [Theory, AllProviders]
    public Task B119_a_sign_out_counts_on_the_other_node_at_once(DatabaseProvider provider) => DiesAsync(provider, async (node, s) =>
        Assert.Equal("signedout", (await s.Browser.SubmitAsync(await s.Browser.OpenAsync("/signout"), ("decision", "signout"))).PageName));

    [Theory, AllProviders]
    public Task B119_a_sign_out_everywhere_in_another_browser_counts_on_the_other_node_at_once(DatabaseProvider provider) => DiesAsync(provider, async (node, s) =>
    {
        using var elsewhere = await node.NewBrowserAsync(s.Person);
        await elsewhere.SubmitAsync(await elsewhere.OpenAsync("/signout"), ("decision", "everywhere"));
    });

    [Theory, AllProviders]
    public Task B119_an_account_that_is_turned_off_is_dead_on_the_other_node_at_once(DatabaseProvider provider) => DiesAsync(provider, (node, s) =>
        node.ChangeAsync(s.Person, (access, user) => access.TurnOffAsync(user, AuditActor.System, default)));

    [Theory, AllProviders]
    public Task B093_a_changed_password_counts_on_the_other_node_at_once(DatabaseProvider provider) => DiesAsync(provider, (node, s) =>
        node.ChangeAsync(s.Person, (access, user) => access.SetPasswordAsync(user, user.PasswordHash!, AuditActor.System, null, default)));

    private static async Task DiesAsync(DatabaseProvider provider, Func<TestServer, SignedIn, Task> end)
    {
        await using var one = await TestServer.StartAsync(provider);
        await using var two = await one.JoinAsync();
        var s = await one.SignedInAsync("openid offline_access");
        using var browser = two.NewBrowser();
        browser.Cookies.Add(two.Url, new System.Net.Cookie("identity", s.Browser.Cookie("identity")));
        var onTwo = s with { Browser = browser };
        // The other node knows all of it, and would remember it if it remembered anything.
        Assert.Equal(200, (await two.UserInfoAsync(s.Tokens.AccessToken)).Status);
        Assert.True(await IsActiveAsync(two, s));
        Assert.Null(await onTwo.SilentErrorAsync());
        var refreshed = Tokens.Of(await two.RefreshAsync(s.App, s.Tokens.RefreshToken));

        await end(one, s);

        Assert.Equal(401, (await two.UserInfoAsync(s.Tokens.AccessToken)).Status);
        Assert.Equal(401, (await two.UserInfoAsync(refreshed.AccessToken)).Status);
        Assert.False(await IsActiveAsync(two, s));
        Assert.Equal("invalid_grant", (await two.RefreshAsync(s.App, refreshed.RefreshToken)).Error);
        Assert.Equal("login_required", await onTwo.SilentErrorAsync());
    }

    private static async Task<bool> IsActiveAsync(TestServer node, SignedIn s)
        => (await node.CallAsync(s.App, "/connect/introspect", ("token", s.Tokens.AccessToken))).Json["active"]!.GetValue<bool>();
}
