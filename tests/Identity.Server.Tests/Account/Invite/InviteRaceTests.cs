using Identity.Core.Data;
using Identity.Core.Users;
using Identity.Server.Tests.Stage;
using Identity.Testing.Databases;

namespace Identity.Server.Tests.Account.Invite;

public sealed class InviteRaceTests
{
    private const int Joins = 10;

    [Theory]
    [AllProviders]
    public async Task B092_of_ten_who_join_at_once_one_does(DatabaseProvider provider)
    {
        await using var own = await StartAsync(provider);
        using var ada = new Invited(own);
        var page = await ada.Browser.GetAsync(await ada.InviteAsync());

        // All of them have found the invitation open before one uses it up.
        own.Statements.Meet("EmailConfirmed", Joins);
        var answers = await Task.WhenAll(Enumerable.Range(0, Joins).Select(_ => ada.Browser.SendFormAsync(page, ("new_password", Person.GoodPassword))));

        Assert.Single(answers, answer => answer.Location?.AbsolutePath == "/");
        Assert.Equal(Joins - 1, answers.Count(answer => answer.Status is 410 or 503 || answer.Title == "You have an account already"));
        Assert.Equal(1, await ada.AccountsAsync());
        Assert.Empty(own.Log.Errors);
    }

    [Fact]
    public async Task Somebody_who_gets_an_account_at_the_same_moment_is_told_to_sign_in()
    {
        await using var own = await StartAsync(DatabaseProvider.PostgreSql);
        using var ada = new Invited(own);
        var page = await ada.Browser.GetAsync(await ada.InviteAsync());

        var answer = await own.InDatabaseAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Users.Add(new User { Email = ada.Email, NormalizedEmail = ada.Email, EmailConfirmed = true, Name = "Somebody quicker" });
            await db.SaveChangesAsync();
            own.Statements.Take();
            var joining = ada.Browser.SendFormAsync(page, ("new_password", Person.GoodPassword));
            // The other one saw no account, and waits for the index to decide.
            while (!own.Statements.Take().Any(text => text.Contains("INSERT INTO \"Users\"", StringComparison.Ordinal))) await Task.Delay(10);
            await transaction.CommitAsync();
            return await joining;
        });

        Assert.Equal((200, "You have an account already"), (answer.Status, answer.Title));
        Assert.Equal(1, await ada.AccountsAsync());
    }

    private static async Task<TestServer> StartAsync(DatabaseProvider provider)
    {
        var server = await TestServer.StartAsync(provider);
        await server.CreateUserAsync(new { roles = new[] { "Owner" } });
        return server;
    }
}
