using System.Net;
using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Keys.DataProtection;
using Identity.Server.Tests.Protocol.Keys;
using Identity.Server.Tests.Stage;
using Identity.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Tests.Site;

public sealed class RingAcrossNodesTests
{
    [Theory, AllProviders]
    public async Task B142_a_form_of_one_node_is_taken_by_the_other_also_when_the_ring_has_just_been_replaced(DatabaseProvider provider)
    {
        await using var nodes = await TwoNodes.StartAsync(provider);
        var person = await nodes.One.CreateUserAsync();
        Assert.True(await SignsInAsync(nodes.One, nodes.Two, person));
        Assert.True(await SignsInAsync(nodes.Two, nodes.One, person));
        using var browser = nodes.One.NewBrowser();
        var old = await browser.GetAsync("/signin");

        Assert.Equal(1, await nodes.One.InScopeAsync(scope => scope.GetRequiredService<RingKeys>().ReplaceAsync(AuditActor.Keys, default)));

        // What the old ring protected counts nowhere any more, within seconds; what the new one protects counts everywhere.
        foreach (var node in new[] { nodes.One, nodes.Two })
        {
            await nodes.UntilAsync(node, async () => await SubmitAsync(browser, old, node, person) == 400);
        }

        Assert.True(await SignsInAsync(nodes.One, nodes.Two, person));
        Assert.True(await SignsInAsync(nodes.Two, nodes.One, person));
    }

    private static async Task<bool> SignsInAsync(TestServer from, TestServer to, Person person)
    {
        using var browser = from.NewBrowser();
        return await SubmitAsync(browser, await browser.GetAsync("/signin"), to, person) == 200;
    }

    private static async Task<int> SubmitAsync(WebBrowser from, Answer page, TestServer to, Person person)
    {
        using var browser = to.NewBrowser();
        foreach (var cookie in from.Cookies.GetAllCookies().Cast<Cookie>()) browser.Cookies.Add(to.Url, new Cookie(cookie.Name, cookie.Value));
        return (await browser.SubmitAsync(page, ("username", person.Username), ("password", person.Password))).Status;
    }
}
