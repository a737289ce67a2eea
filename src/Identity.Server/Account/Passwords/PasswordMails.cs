using System.Globalization;
using Identity.Core.Challenges;
using Identity.Core.Messaging.Email;
using Identity.Hosting.Settings;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.Passwords;

/// <summary>The mail with which somebody who forgot the password proves the account.</summary>
internal sealed class PasswordMails(EmailQueue emails, Hosting.Themes.Branding branding, IOptions<ServerAddressOptions> addresses, IOptions<PasswordResetOptions> options)
{
    /// <summary>Queues the code and the link, for the account of the address if there is one. The caller saves.</summary>
    public async Task ResetAsync(string email, ChallengeSecrets secrets, CancellationToken ct)
    {
        var facts = new Dictionary<string, string>
        {
            ["product"] = await branding.ProductNameAsync(ct),
            ["code"] = secrets.Code,
            ["link"] = $"{addresses.Value.Issuer}/reset/{secrets.LinkToken}",
            ["minutes"] = Math.Ceiling(options.Value.LinkLifetime.TotalMinutes).ToString(CultureInfo.InvariantCulture),
        };
        emails.Add(new EmailNotice(EmailKinds.PasswordReset, email, CultureInfo.CurrentUICulture.Name, facts) { ToAccount = true }, options.Value.LinkLifetime);
    }
}
