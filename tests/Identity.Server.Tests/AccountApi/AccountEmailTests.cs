using Identity.Core.Audit;
using Identity.Core.Messaging.Email;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.AccountApi;

public sealed class AccountEmailTests(TestServer server)
{
    [Fact]
    public async Task B107_another_address_counts_once_its_code_came_back_and_the_one_before_is_told()
    {
        var (here, email) = (await AtAccountAsync(), Fresh());

        var asked = await AskAsync(here, email);
        var before = await server.ReadAsync(here, "/email");
        var proved = await ProveAsync(here, asked.Json.Text("email_change"), await server.CodeForAsync(email));

        Assert.Equal((202, 600), (asked.Status, (int)asked.Json["expires_in"]!));
        Assert.Equal(here.Person.Email, before.Json.Text("email"));
        Assert.Equal((200, email, true), (proved.Status, proved.Json.Text("email"), (bool)proved.Json["email_verified"]!));
        Assert.Equal(email, (await server.ReadAsync(here, "/email")).Json.Text("email"));
        Assert.Single(await server.MailToAsync(here.Person.Email), mail => mail.Kind == EmailKinds.EmailChanged);
        Assert.Equal(here.App.ClientId, (await server.InDatabaseAsync(db => db.AuditEvents.SingleAsync(e => e.Kind == AuditKinds.UserEmailChanged && e.Actor == here.Person.Subject))).ClientId);
    }

    [Fact]
    public async Task B068_an_address_that_has_an_account_gets_the_same_answer_and_no_code()
    {
        var (here, other) = (await AtAccountAsync(), await server.CreateUserAsync(new { email_verified = true }));

        var (free, taken) = (await AskAsync(here, Fresh()), await AskAsync(here, other.Email));

        Assert.Equal((202, free.Body.Length), (taken.Status, taken.Body.Length));
        Assert.Equal(free.Json.Select(member => member.Key), taken.Json.Select(member => member.Key));
        Assert.Equal(EmailKinds.EmailChangeTaken, Assert.Single(await server.MailToAsync(other.Email)).Kind);
        Assert.Equal(["code"], (await ProveAsync(here, taken.Json.Text("email_change"), "123456")).Mend());
    }

    [Fact]
    public async Task B071_of_many_guesses_at_once_only_as_many_are_looked_at_as_are_allowed()
    {
        var (here, email) = (await AtAccountAsync(), Fresh());
        var change = (await AskAsync(here, email)).Json.Text("email_change");
        var code = await server.CodeForAsync(email);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => ProveAsync(here, change, Mail.OtherCode(code))));

        Assert.All(answers, answer => Assert.True(answer.Status is 400 or 429, answer.ToString()));
        Assert.NotEqual(200, (await ProveAsync(here, change, code)).Status);
        Assert.Equal(here.Person.Email, (await server.ReadAsync(here, "/email")).Json.Text("email"));
    }

    [Fact]
    public async Task B085_a_code_is_of_use_with_its_change_and_to_its_account_alone()
    {
        var (here, there, email) = (await AtAccountAsync(), await AtAccountAsync(), Fresh());
        var change = (await AskAsync(here, email)).Json.Text("email_change");
        var code = await server.CodeForAsync(email);

        var stranger = await ProveAsync(there, change, code);
        var unnamed = await ProveAsync(here, "", code);
        var right = await ProveAsync(here, change, code);
        var again = await ProveAsync(here, change, code);

        foreach (var refused in new[] { stranger, unnamed, again }) Assert.Equal(["code"], refused.Mend());
        Assert.Equal(200, right.Status);
        Assert.Equal(there.Person.Email, (await server.ReadAsync(there, "/email")).Json.Text("email"));
    }

    [Theory]
    [InlineData("""{"email":"no address"}""", "email")]
    [InlineData("""{"email":null}""", "email")]
    [InlineData("""{}""", "email")]
    public async Task B100_what_is_wrong_is_named(string body, string member)
        => Assert.Equal([member], (await server.AccountAsync(await AtAccountAsync(), HttpMethod.Put, "/email", body)).Mend());

    [Fact]
    public async Task B100_the_address_that_the_account_has_is_no_change()
    {
        var here = await AtAccountAsync();

        Assert.Equal(["email"], (await AskAsync(here, here.Person.Email.ToUpperInvariant())).Mend());
    }

    private static string Fresh() => $"new{Guid.NewGuid():N}@example.com";

    private async Task<SignedIn> AtAccountAsync() => await server.AtAccountAsync(await server.CreateUserAsync(new { email_verified = true }));

    private Task<Answer> AskAsync(SignedIn who, string email) => server.AccountAsync(who, HttpMethod.Put, "/email", new { email });

    private Task<Answer> ProveAsync(SignedIn who, string change, string code) => server.AccountAsync(who, HttpMethod.Post, "/email/verify", new { email_change = change, code });
}
