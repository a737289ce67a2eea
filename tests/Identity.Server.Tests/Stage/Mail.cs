using Identity.Core.Data;
using Identity.Core.Messaging;
using Identity.Core.Messaging.Email;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Tests.Stage;

/// <summary>The mail that waits for the worker.</summary>
public static class Mail
{
    /// <summary>Everything that was written to an address, the oldest first.</summary>
    public static Task<IReadOnlyList<EmailNotice>> MailToAsync(this TestServer server, string address)
    {
        ArgumentNullException.ThrowIfNull(server);
        return server.InScopeAsync<IReadOnlyList<EmailNotice>>(async scope =>
        {
            var queue = scope.GetRequiredService<EmailQueue>();
            var rows = await scope.GetRequiredService<IdentityDb>().OutboxMessages.AsNoTracking().Where(m => m.Kind == OutboxKinds.Email).OrderBy(m => m.CreatedAt).ThenBy(m => m.Id).ToListAsync();
            var recipients = scope.GetRequiredService<EmailRecipients>();
            List<EmailNotice> mails = [];
            foreach (var mail in rows.Select(queue.Open))
            {
                // As the worker decides it.
                if (await recipients.FindAsync(mail, default) == address) mails.Add(mail);
            }

            return mails;
        });
    }

    /// <summary>The last code that was sent to an address.</summary>
    public static async Task<string> CodeForAsync(this TestServer server, string address) => (await server.MailToAsync(address))[^1].Facts["code"];

    /// <summary>Path of the last link that was sent to an address.</summary>
    public static async Task<string> LinkForAsync(this TestServer server, string address) => new Uri((await server.MailToAsync(address))[^1].Facts["link"]).PathAndQuery;

    /// <summary>Six digits that are not the code.</summary>
    public static string OtherCode(string code) => code == "123456" ? "654321" : "123456";
}
