using Identity.Core.Data;
using Identity.Server.Tests.Stage;
using Identity.Testing.Databases;

namespace Identity.Server.Tests.AccountApi;

/// <summary>What depends on how a database compares and keeps.</summary>
public sealed class AccountDatabaseTests
{
    [Theory]
    [AllProviders]
    public async Task B116_versions_sessions_and_consents_are_the_same_on_every_database(DatabaseProvider provider)
    {
        await using var server = await TestServer.StartAsync(provider);
        var s = await server.AtAccountAsync();
        var other = await server.AtAccountAsync(s.Person);
        // Finer than some databases keep.
        server.Clock.Advance(TimeSpan.FromTicks(12_345_677));

        var first = await server.PatchAsync(s, new { nickname = "first" }, (await server.ReadAsync(s)).Header("ETag"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => server.PatchAsync(s, new { nickname = $"name {i}" }, first.Header("ETag"))));
        var together = await Task.WhenAll(new[] { "given_name", "family_name", "gender" }.Select(member => server.PatchAsync(s, new System.Text.Json.Nodes.JsonObject { [member] = member })));
        var sessions = (await server.ReadAsync(s, "/sessions")).Json["sessions"]!.AsArray();
        var consents = await server.ReadAsync(s, "/consents");
        var ended = await server.AccountAsync(s, HttpMethod.Post, "/sessions/revoke-others");
        var password = await server.AccountAsync(s, HttpMethod.Put, "/password", new { password = s.Person.Password, new_password = "copper lantern by the lake" });

        Assert.Equal((200, 1), (first.Status, answers.Count(answer => answer.Status == 200)));
        Assert.All(answers, answer => Assert.Contains(answer.Status, new[] { 200, 412 }));
        Assert.All(together, answer => Assert.Equal(200, answer.Status));
        Assert.Equal(new[] { s.Sid, other.Sid }.Order(), sessions.Select(session => (string)session!["sid"]!).Order());
        Assert.Equal((200, 204, 204), (consents.Status, ended.Status, password.Status));
        Assert.Equal((200, 401), ((await server.ReadAsync(s)).Status, (await server.ReadAsync(other)).Status));
    }
}
