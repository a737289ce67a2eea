using System.Globalization;
using Identity.Core.Challenges;
using Identity.Core.Messaging.Email;
using Identity.Hosting.Settings;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.Emails;

/// <summary>The two mails to a new address. Which of them comes, only its owner learns.</summary>
internal sealed class EmailChangeMails(EmailAddresses known, EmailQueue emails, Hosting.Themes.Branding branding, IOptions<ServerAddressOptions> addresses, IOptions<EmailChangeOptions> options)
{
    /// <summary>Queues the one that is right for the address. The caller saves.</summary>
    public async Task SendAsync(string email, ChallengeSecrets secrets, CancellationToken ct)
        => await (await known.IsTakenAsync(email, ct) ? TakenAsync(email, ct) : ProveAsync(email, secrets, ct));

    /// <summary>The code and the link.</summary>
    private Task ProveAsync(string email, ChallengeSecrets secrets, CancellationToken ct) => AddAsync(EmailKinds.EmailChange, email, new()
    {
        ["code"] = secrets.Code,
        ["link"] = $"{addresses.Value.Issuer}{ChangeEmailPage.Path}/{secrets.LinkToken}",
        ["minutes"] = Math.Ceiling(options.Value.LinkLifetime.TotalMinutes).ToString(CultureInfo.InvariantCulture),
    }, ct);

    /// <summary>The news that the address has an account, and no proof.</summary>
    private Task TakenAsync(string email, CancellationToken ct) => AddAsync(EmailKinds.EmailChangeTaken, email, [], ct);

    private async Task AddAsync(string kind, string email, Dictionary<string, string> facts, CancellationToken ct)
    {
        facts["product"] = await branding.ProductNameAsync(ct);
        facts["email"] = email;
        emails.Add(new EmailNotice(kind, email, CultureInfo.CurrentUICulture.Name, facts), options.Value.LinkLifetime);
    }
}
