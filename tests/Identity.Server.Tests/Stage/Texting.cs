using System.Globalization;
using System.Security.Cryptography;
using Identity.Core.Data;
using Identity.Core.Messaging;
using Identity.Core.Messaging.Sms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Tests.Stage;

/// <summary>The text messages that wait for the worker.</summary>
public static class Texting
{
    /// <summary>The number of a mobile phone that no other test has.</summary>
    public static string NewNumber() => "+491512" + RandomNumberGenerator.GetInt32(10_000_000).ToString("D7", CultureInfo.InvariantCulture);

    /// <summary>Everything that was sent to a number, the oldest first.</summary>
    public static Task<IReadOnlyList<SmsNotice>> TextsToAsync(this TestServer server, string number)
    {
        ArgumentNullException.ThrowIfNull(server);
        return server.InScopeAsync<IReadOnlyList<SmsNotice>>(async scope =>
        {
            var queue = scope.GetRequiredService<SmsQueue>();
            var rows = await scope.GetRequiredService<IdentityDb>().OutboxMessages.AsNoTracking().Where(m => m.Kind == OutboxKinds.Sms).OrderBy(m => m.CreatedAt).ThenBy(m => m.Id).ToListAsync();
            var recipients = scope.GetRequiredService<SmsRecipients>();
            List<SmsNotice> texts = [];
            foreach (var text in rows.Select(queue.Open).Where(text => text.To == number))
            {
                // As the worker decides it.
                if (await recipients.ExistsAsync(text, default)) texts.Add(text);
            }

            return texts;
        });
    }

    /// <summary>The last code that was sent to a number.</summary>
    public static async Task<string> TextedCodeAsync(this TestServer server, string number) => (await server.TextsToAsync(number)).Last(text => text.Facts.ContainsKey("code")).Facts["code"];
}
