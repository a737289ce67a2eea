using System.Text.Json.Nodes;
using Identity.Core.Audit;
using Identity.Core.Messaging;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.AccountApi;

public sealed class AccountSessionTests(TestServer server)
{
    private static readonly object Told = new { backchannel_logout_uri = "https://app.example.com/logout" };

    [Fact]
    public async Task Every_browser_of_the_person_is_listed_and_nobody_elses()
    {
        var here = await server.AtAccountAsync();
        var there = await server.AtAccountAsync(here.Person);
        var other = await server.AtAccountAsync();

        var list = await ListAsync(here);

        Assert.Equal(new[] { (here.Sid, true), (there.Sid, false) }.Order(), list.Select(s => (s.Text("sid"), (bool)s["current"]!)).Where(s => s.Item1 == here.Sid || s.Item1 == there.Sid).Order());
        Assert.DoesNotContain(other.Sid, list.Select(s => s.Text("sid")));
        Assert.All(list, s => Assert.Equal((true, "127.0.0.1"), ((bool)s["signed_in"]!, s.Text("ip_address").Replace("::ffff:", "", StringComparison.Ordinal).Replace("::1", "127.0.0.1", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_session_that_is_ended_is_dead_at_once_and_its_apps_are_told()
    {
        var here = await server.AtAccountAsync();
        var there = await server.AtAccountAsync(here.Person, Told);

        var answer = await server.AccountAsync(here, HttpMethod.Delete, $"/sessions/{there.Sid}");
        var again = await server.AccountAsync(here, HttpMethod.Delete, $"/sessions/{there.Sid}");

        Assert.Equal((204, ""), (answer.Status, answer.Body));
        Assert.Equal((404, "not-found"), (again.Status, again.Problem()));
        Assert.Equal(401, (await server.ReadAsync(there)).Status);
        Assert.Equal("invalid_grant", (await server.RefreshAsync(there.App, there.Tokens.RefreshToken)).Error);
        Assert.Equal("login_required", await there.SilentErrorAsync());
        Assert.Equal(200, (await server.ReadAsync(here)).Status);
        Assert.Equal(1, await NoticesAsync(there.App));
        Assert.Equal(1, await server.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Kind == AuditKinds.SessionEnded && e.Actor == here.Person.Subject && e.ClientId == here.App.ClientId)));
    }

    [Fact]
    public async Task An_app_signs_the_person_out_by_ending_its_own_session()
    {
        var here = await server.AtAccountAsync();

        Assert.Equal(204, (await server.AccountAsync(here, HttpMethod.Delete, $"/sessions/{here.Sid}")).Status);

        Assert.Equal((401, "login_required"), ((await server.ReadAsync(here)).Status, await here.SilentErrorAsync()));
    }

    [Fact]
    public async Task All_other_sessions_end_together_and_their_apps_are_told()
    {
        var here = await server.AtAccountAsync(Told);
        SignedIn[] others = [await server.AtAccountAsync(here.Person, Told), await server.AtAccountAsync(here.Person, Told)];
        var stranger = await server.AtAccountAsync(Told);

        var answer = await server.AccountAsync(here, HttpMethod.Post, "/sessions/revoke-others");

        Assert.Equal(204, answer.Status);
        Assert.Equal([here.Sid], (await ListAsync(here)).Select(s => s.Text("sid")));
        foreach (var other in others)
        {
            Assert.Equal((401, 1), ((await server.ReadAsync(other)).Status, await NoticesAsync(other.App)));
        }

        Assert.Equal((200, 0), ((await server.ReadAsync(here)).Status, await NoticesAsync(here.App)));
        Assert.Equal((200, 0), ((await server.ReadAsync(stranger)).Status, await NoticesAsync(stranger.App)));
    }

    [Fact]
    public async Task B121_nobody_ends_a_session_of_somebody_else_and_the_answer_does_not_tell_that_there_is_one()
    {
        var (ada, eve) = (await server.AtAccountAsync(), await server.AtAccountAsync());

        var foreign = await server.AccountAsync(eve, HttpMethod.Delete, $"/sessions/{ada.Sid}");
        var unknown = await server.AccountAsync(eve, HttpMethod.Delete, "/sessions/nothing");

        Assert.Equal((404, 404), (foreign.Status, unknown.Status));
        Assert.Equal(Without(unknown), Without(foreign));
        Assert.Equal(200, (await server.ReadAsync(ada)).Status);
    }

    private static string Without(Answer answer)
    {
        var problem = answer.Json;
        problem.Remove("instance");
        return problem.ToJsonString();
    }

    private async Task<JsonObject[]> ListAsync(SignedIn who) => [.. (await server.ReadAsync(who, "/sessions")).Json["sessions"]!.AsArray().Select(s => s!.AsObject())];

    private Task<int> NoticesAsync(App app) => server.InDatabaseAsync(async db =>
    {
        var id = (await db.Clients.SingleAsync(c => c.ClientId == app.ClientId)).Id.ToString();
        return await db.OutboxMessages.CountAsync(m => m.Kind == OutboxKinds.BackChannelLogout && m.Payload.Contains(id));
    });
}
