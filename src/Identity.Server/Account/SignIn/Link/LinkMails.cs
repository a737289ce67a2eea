using System.Globalization;
using Identity.Core.Challenges;
using Identity.Core.Messaging.Email;
using Identity.Hosting.Settings;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.SignIn.Link;

/// <summary>The mail that signs in.</summary>
internal sealed class LinkMails(EmailQueue emails, Hosting.Themes.Branding branding, IOptions<ServerAddressOptions> addresses, IOptions<SignInLinkOptions> options)
{
    /// <summary>Queues the code and the link, for the account of the address if there is one. The caller saves.</summary>
    public async Task LinkAsync(string email, ChallengeSecrets secrets, CancellationToken ct)
    {
        var facts = new Dictionary<string, string>
        {
            ["product"] = await branding.ProductNameAsync(ct),
            ["code"] = secrets.Code,
            ["link"] = $"{addresses.Value.Issuer}{SignInLinkPage.Path}/{secrets.LinkToken}",
            ["minutes"] = Math.Ceiling(options.Value.LinkLifetime.TotalMinutes).ToString(CultureInfo.InvariantCulture),
        };
        emails.Add(new EmailNotice(EmailKinds.SignInLink, email, CultureInfo.CurrentUICulture.Name, facts) { ToAccount = true }, options.Value.LinkLifetime);
    }
}
