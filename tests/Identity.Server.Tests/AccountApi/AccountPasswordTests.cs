using Identity.Core.Audit;
using Identity.Core.Messaging.Email;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.AccountApi;

public sealed class AccountPasswordTests(TestServer server)
{
    private const string NewPassword = "copper lantern by the lake";

    [Fact]
    public async Task B101_B093_the_new_password_ends_all_but_this_session_and_the_owner_is_told()
    {
        var here = await server.AtAccountAsync(await server.CreateUserAsync(new { email_verified = true }));
        var there = await server.AtAccountAsync(here.Person);

        var answer = await ChangeAsync(here, here.Person.Password, NewPassword);

        Assert.Equal((204, "", ""), (answer.Status, answer.Body, answer.Header("Set-Cookie")));
        Assert.Equal((200, 401), ((await server.ReadAsync(here)).Status, (await server.ReadAsync(there)).Status));
        Assert.Equal("invalid_grant", (await server.RefreshAsync(there.App, there.Tokens.RefreshToken)).Error);
        Assert.Equal(200, (await server.RefreshAsync(here.App, here.Tokens.RefreshToken)).Status);
        Assert.Single(await server.MailToAsync(here.Person.Email), mail => mail.Kind == EmailKinds.PasswordChanged);
        Assert.Equal(here.App.ClientId, (await server.InDatabaseAsync(db => db.AuditEvents.SingleAsync(e => e.Kind == AuditKinds.UserPasswordChanged && e.Actor == here.Person.Subject))).ClientId);
        using var browser = server.NewBrowser();
        Assert.Equal("home", (await browser.SignInAsync(here.Person with { Password = NewPassword })).PageName);
    }

    [Theory]
    [InlineData("""{"password":"not the password","new_password":"copper lantern by the lake"}""", "password")]
    [InlineData("""{"password":"wooden spoon in april","new_password":"short"}""", "new_password")]
    [InlineData("""{"password":"wooden spoon in april","new_password":"passwordpassword"}""", "new_password")]
    [InlineData("""{"password":"wooden spoon in april"}""", "new_password")]
    [InlineData("""{"password":null,"new_password":"copper lantern by the lake"}""", "password")]
    [InlineData("""{}""", "new_password,password")]
    public async Task B100_what_is_wrong_is_named_and_changes_nothing(string body, string members)
    {
        var here = await server.AtAccountAsync();

        var answer = await server.AccountAsync(here, HttpMethod.Put, "/password", body);

        Assert.Equal(members, string.Join(',', answer.Mend().Order()));
        using var browser = server.NewBrowser();
        Assert.Equal("home", (await browser.SignInAsync(here.Person)).PageName);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"password":5,"new_password":6}""")]
    [InlineData("""{"password":"wooden spoon in april","new_password":"copper lantern by the lake","user":"x"}""")]
    [InlineData("""{"password":"wooden spoon in april","password":"x","new_password":"copper lantern by the lake"}""")]
    [InlineData("null")]
    [InlineData("")]
    public async Task B113_B120_a_body_that_is_no_change_of_a_password_is_refused(string body)
    {
        var here = await server.AtAccountAsync();

        var answer = await server.AccountAsync(here, HttpMethod.Put, "/password", body);

        Assert.Equal((400, "bad-request"), (answer.Status, answer.Problem()));
    }

    [Fact]
    public async Task B070_wrong_current_passwords_count_as_wrong_sign_ins()
    {
        var here = await server.AtAccountAsync();
        var statuses = new List<int>();
        Answer last;

        do
        {
            last = await ChangeAsync(here, $"guess {statuses.Count}", NewPassword);
            statuses.Add(last.Status);
        }
        while (last.Status == 400 && statuses.Count < 20);
        var right = await ChangeAsync(here, here.Person.Password, NewPassword);

        Assert.Equal([400, 400, 400, 400, 400, 429], statuses);
        Assert.Equal((429, "too-many-tries"), (right.Status, right.Problem()));
        Assert.InRange(int.Parse(right.Header("Retry-After"), System.Globalization.CultureInfo.InvariantCulture), 1, 300);
    }

    [Fact]
    public async Task Somebody_without_a_password_is_told_where_to_get_one()
    {
        var here = await server.AtAccountAsync();
        await server.InDatabaseAsync(db => db.Users.Where(u => u.Id == here.Person.Id).ExecuteUpdateAsync(u => u.SetProperty(row => row.PasswordHash, (string?)null)));

        var answer = await ChangeAsync(here, "anything", NewPassword);

        Assert.Equal((409, "no-password"), (answer.Status, answer.Problem()));
    }

    private Task<Answer> ChangeAsync(SignedIn who, string password, string newPassword)
        => server.AccountAsync(who, HttpMethod.Put, "/password", new { password, new_password = newPassword });
}
