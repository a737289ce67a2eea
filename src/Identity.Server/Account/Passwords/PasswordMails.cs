using System.Globalization;
using Identity.Core.Challenges;
using Identity.Core.Messaging.Email;
using Identity.Core.Users;
using Identity.Hosting.Settings;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.Passwords;

/// <summary>The mails about a password.</summary>
internal sealed class PasswordMails(
    EmailQueue emails, Hosting.Themes.Branding branding, IOptions<ServerAddressOptions> addresses, IOptions<PasswordResetOptions> options, TimeProvider clock)
{
    // A notice is news for longer than a code is.
    private static readonly TimeSpan NoticeLifetime = TimeSpan.FromDays(3);

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

    /// <summary>Queues the news, for people whose address is proved. The caller saves.</summary>
    public async Task ChangedAsync(User user, CancellationToken ct)
    {
        if (user is not { Email: { } email, EmailConfirmed: true }) return;

        var culture = CultureInfo.CurrentUICulture;
        var facts = new Dictionary<string, string>
        {
            ["product"] = await branding.ProductNameAsync(ct),
            ["email"] = email,
            ["time"] = clock.GetUtcNow().ToString("d MMMM yyyy, HH:mm", culture) + " UTC",
            // Not a link: a notice that asks to sign in is what thieves send.
            ["forgot"] = $"{addresses.Value.Issuer}/forgot",
        };
        emails.Add(new EmailNotice(EmailKinds.PasswordChanged, email, culture.Name, facts), NoticeLifetime);
    }
}
