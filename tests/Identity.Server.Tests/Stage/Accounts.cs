using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Tests.Stage;

/// <summary>What an administrator does to accounts, as long as there is no other way.</summary>
public static class Accounts
{
    public static Task TurnOffAsync(this TestServer server, Person person)
        => server.ChangeAsync(person, (access, user) => access.TurnOffAsync(user, AuditActor.System, CancellationToken.None));

    /// <summary>Changes and saves as a page would.</summary>
    public static Task ChangeAsync(this TestServer server, Person person, Func<AccountAccess, User, Task> change)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(change);
        return server.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<IdentityDb>();
            await change(scope.GetRequiredService<AccountAccess>(), await db.Users.SingleAsync(u => u.Id == person.Id));
            return await db.SaveChangesAsync();
        });
    }
}
