using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Server.Tests.Stage;
using Identity.Testing.Databases;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Account.SignIn.Link;

public sealed class LinkRaceTests
{
    [Theory]
    [AllProviders]
    public async Task B071_of_200_guesses_at_once_only_as_many_are_looked_at_as_are_allowed(DatabaseProvider provider)
    {
        await using var own = await StartAsync(provider);
        var person = await LinkUser.PersonAsync(own);
        using var guesser = new LinkUser(own, person.Email);
        var page = await guesser.AskAsync();
        var code = await own.CodeForAsync(person.Email);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => guesser.Browser.SendFormAsync(page, ("code", Mail.OtherCode(code)))));
        var right = await guesser.Browser.SendFormAsync(page, ("code", code));

        Assert.Equal(5, answers.Count(answer => answer.Text.Contains("doesn't match", StringComparison.Ordinal)));
        Assert.Equal(15, answers.Count(answer => answer.Text.Contains("no longer works", StringComparison.Ordinal)));
        Assert.Equal(180, answers.Count(answer => answer.Status == 429));
        Assert.Equal(429, right.Status);
        Assert.Empty(own.Log.Errors);
    }

    [Theory]
    [AllProviders]
    public async Task B095_two_right_codes_or_links_at_the_same_moment_sign_in_once(DatabaseProvider provider)
    {
        await using var own = await StartAsync(provider);
        foreach (var byLink in new[] { true, false })
        {
            var person = await LinkUser.PersonAsync(own);
            using var ada = new LinkUser(own, person.Email);
            var page = await ada.AskAsync();
            var code = await own.CodeForAsync(person.Email);
            if (byLink) page = await ada.Browser.GetAsync(await own.LinkForAsync(person.Email));

            // Both have found the account, and the proof unused, before one of them uses it up.
            own.Statements.Meet("EmailConfirmed", 2);
            var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => byLink ? ada.Browser.SendFormAsync(page) : ada.Browser.SendFormAsync(page, ("code", code))));

            Assert.Single(answers, answer => answer.Location?.AbsolutePath == "/");
            Assert.DoesNotContain(answers, answer => answer.Status >= 500);
            Assert.Equal(1, await own.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Kind == AuditKinds.SessionStarted && e.Actor == person.Subject)));
        }

        Assert.Empty(own.Log.Errors);
    }

    private static async Task<TestServer> StartAsync(DatabaseProvider provider)
    {
        var server = await TestServer.StartAsync(provider);
        await server.CreateUserAsync(new { roles = new[] { "Owner" } });
        return server;
    }
}
