using Identity.Core.Audit;
using Identity.Core.Messaging.Email;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.AccountApi;

public sealed class AccountPhoneTests(TestServer server)
{
    [Fact]
    public async Task B107_another_number_counts_once_its_code_came_back_and_the_owner_is_told()
    {
        var (here, number) = (await AtAccountAsync(), Texting.NewNumber());

        var asked = await AskAsync(here, $"+49 1512 {number[7..]}");
        var before = await server.ReadAsync(here, "/phone");
        var proved = await ProveAsync(here, asked.Json.Text("phone_change"), await server.TextedCodeAsync(number));

        Assert.Equal((202, 600), (asked.Status, (int)asked.Json["expires_in"]!));
        Assert.False((bool)before.Json["phone_number_verified"]!);
        Assert.Equal((200, number, true), (proved.Status, proved.Json.Text("phone_number"), (bool)proved.Json["phone_number_verified"]!));
        Assert.Equal(number, (await server.ReadAsync(here, "/phone")).Json.Text("phone_number"));
        Assert.Single(await server.MailToAsync(here.Person.Email), mail => mail.Kind == EmailKinds.PhoneChanged);
        Assert.Equal(here.App.ClientId, (await server.InDatabaseAsync(db => db.AuditEvents.SingleAsync(e => e.Kind == AuditKinds.UserPhoneChanged && e.Actor == here.Person.Subject))).ClientId);
    }

    [Fact]
    public async Task A_number_is_removed_and_the_owner_is_told()
    {
        var (here, number) = (await AtAccountAsync(), Texting.NewNumber());
        await ProveAsync(here, (await AskAsync(here, number)).Json.Text("phone_change"), await server.TextedCodeAsync(number));

        var removed = await server.AccountAsync(here, HttpMethod.Delete, "/phone");
        var again = await server.AccountAsync(here, HttpMethod.Delete, "/phone");

        Assert.Equal((204, 204), (removed.Status, again.Status));
        Assert.Null((await server.ReadAsync(here, "/phone")).Json["phone_number"]);
        Assert.Equal(2, (await server.MailToAsync(here.Person.Email)).Count);
    }

    [Fact]
    public async Task B071_of_many_guesses_at_once_only_as_many_are_looked_at_as_are_allowed()
    {
        var (here, number) = (await AtAccountAsync(), Texting.NewNumber());
        var change = (await AskAsync(here, number)).Json.Text("phone_change");
        var code = await server.TextedCodeAsync(number);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => ProveAsync(here, change, Mail.OtherCode(code))));

        Assert.All(answers, answer => Assert.True(answer.Status is 400 or 429, answer.ToString()));
        Assert.NotEqual(200, (await ProveAsync(here, change, code)).Status);
        Assert.Null((await server.ReadAsync(here, "/phone")).Json["phone_number"]);
    }

    [Fact]
    public async Task B085_a_code_is_of_use_with_its_change_and_to_its_account_alone()
    {
        var (here, there, number) = (await AtAccountAsync(), await AtAccountAsync(), Texting.NewNumber());
        var asked = await AskAsync(here, number);
        var change = asked.Json.Text("phone_change");
        var code = await server.TextedCodeAsync(number);

        var stranger = await ProveAsync(there, change, code);
        var unnamed = await ProveAsync(here, "", code);
        var right = await ProveAsync(here, change, code);
        var again = await ProveAsync(here, change, code);

        Assert.DoesNotContain(code, asked.Body, StringComparison.Ordinal);
        foreach (var refused in new[] { stranger, unnamed, again }) Assert.Equal(["code"], refused.Mend());
        Assert.Equal(200, right.Status);
        Assert.Null((await server.ReadAsync(there, "/phone")).Json["phone_number"]);
    }

    [Fact]
    public async Task B086_one_account_gets_only_so_many_messages()
    {
        await using var own = await TestServer.StartAsync(settings: new() { ["Sms:MessagesPerAccount"] = "1" });
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        var here = await own.AtAccountAsync(await own.CreateUserAsync(new { email_verified = true }));

        var first = await own.AccountAsync(here, HttpMethod.Put, "/phone", new { phone_number = Texting.NewNumber() });
        var second = await own.AccountAsync(here, HttpMethod.Put, "/phone", new { phone_number = Texting.NewNumber() });

        Assert.Equal((202, 429, "86400"), (first.Status, second.Status, second.Header("Retry-After")));
    }

    [Theory]
    [InlineData("""{"phone_number":"01512 3456789"}""")]
    [InlineData("""{"phone_number":"+49 30 123456"}""")]
    [InlineData("""{"phone_number":null}""")]
    [InlineData("""{}""")]
    public async Task B100_what_is_wrong_is_named(string body)
        => Assert.Equal(["phone_number"], (await server.AccountAsync(await AtAccountAsync(), HttpMethod.Put, "/phone", body)).Mend());

    [Fact]
    public async Task B100_the_number_that_the_account_has_is_no_change()
    {
        var number = Texting.NewNumber();
        var here = await server.AtAccountAsync(await server.CreateUserAsync(new { phone_number = number, phone_number_verified = true }));

        Assert.Equal(["phone_number"], (await AskAsync(here, number)).Mend());
    }

    private async Task<SignedIn> AtAccountAsync() => await server.AtAccountAsync(await server.CreateUserAsync(new { email_verified = true }));

    private Task<Answer> AskAsync(SignedIn who, string number) => server.AccountAsync(who, HttpMethod.Put, "/phone", new { phone_number = number });

    private Task<Answer> ProveAsync(SignedIn who, string change, string code) => server.AccountAsync(who, HttpMethod.Post, "/phone/verify", new { phone_change = change, code });
}
