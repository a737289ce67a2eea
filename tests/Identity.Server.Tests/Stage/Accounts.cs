using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Stage;

/// <summary>What an administrator does to accounts, as long as there is no other way.</summary>
public static class Accounts
{
    public static Task TurnOffAsync(this TestServer server, Person person)
    {
        ArgumentNullException.ThrowIfNull(server);
        var now = server.Clock.GetUtcNow().UtcDateTime;
        return server.InDatabaseAsync(db => db.Users.Where(u => u.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.DisabledAt, now)));
    }
}
