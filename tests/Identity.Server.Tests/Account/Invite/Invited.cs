using Identity.Core.Audit;
using Identity.Core.Users.Invitations;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Tests.Account.Invite;

/// <summary>Somebody whom the operator invites, in front of a browser.</summary>
internal sealed class Invited(TestServer server) : IDisposable
{
    public string Email { get; init; } = $"guest{Guid.NewGuid():N}@example.com";

    public WebBrowser Browser { get; init; } = server.NewBrowser();

    /// <summary>What <c>identity invitations send</c> does.</summary>
    /// <returns>Path of the link in the mail.</returns>
    public async Task<string> InviteAsync(Func<NewInvitation, NewInvitation>? more = null)
    {
        var result = await SendAsync(more);
        Assert.True(result is InvitationResult.Sent, $"{result}");
        return await server.LinkForAsync(Email);
    }

    public Task<InvitationResult> SendAsync(Func<NewInvitation, NewInvitation>? more = null)
    {
        var wanted = new NewInvitation(Email, "Grace Hopper") { Name = "Ada Lovelace" };
        return server.InScopeAsync(scope => scope.GetRequiredService<InvitationService>()
            .SendAsync(more?.Invoke(wanted) ?? wanted, new InvitationSender("Acme", server.Issuer), AuditActor.Invitations, default));
    }

    /// <summary>What <c>identity invitations revoke</c> does.</summary>
    public Task<bool> RevokeAsync()
        => server.InScopeAsync(scope => scope.GetRequiredService<InvitationService>().RevokeAsync(Email, AuditActor.Invitations, default));

    /// <summary>Opens the link, chooses a password and joins.</summary>
    public async Task<Answer> JoinAsync(string link) => await Browser.SubmitAsync(await Browser.GetAsync(link), ("new_password", Person.GoodPassword));

    public Task<int> AccountsAsync() => server.InDatabaseAsync(db => db.Users.CountAsync(u => u.Email == Email && u.EmailConfirmed));

    public void Dispose() => Browser.Dispose();
}
