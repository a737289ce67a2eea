using System.Globalization;
using Identity.Core.Challenges;
using Identity.Core.Messaging.Email;
using Identity.Hosting.Settings;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.SignUp;

/// <summary>The two mails of a sign-up. Which of them comes, only the owner of the address learns.</summary>
internal sealed class SignUpMails(EmailQueue emails, Hosting.Themes.Branding branding, IOptions<ServerAddressOptions> addresses, IOptions<SignUpOptions> options)
{
    /// <summary>Queues the code and the link. The caller saves.</summary>
    public Task VerifyAsync(string email, ChallengeSecrets secrets, CancellationToken ct) => AddAsync(EmailKinds.SignUpVerify, email, new()
    {
        ["code"] = secrets.Code,
        ["link"] = $"{addresses.Value.Issuer}/verify-email/{secrets.LinkToken}",
        ["hours"] = Math.Ceiling(options.Value.Lifetime.TotalHours).ToString(CultureInfo.InvariantCulture),
    }, ct);

    /// <summary>Queues the news that the address has an account. The caller saves.</summary>
    public Task ExistsAsync(string email, CancellationToken ct) => AddAsync(EmailKinds.SignUpExists, email, new()
    {
        ["link"] = $"{addresses.Value.Issuer}/signin",
    }, ct);

    private async Task AddAsync(string kind, string email, Dictionary<string, string> facts, CancellationToken ct)
    {
        facts["product"] = await branding.ProductNameAsync(ct);
        facts["email"] = email;
        emails.Add(new EmailNotice(kind, email, CultureInfo.CurrentUICulture.Name, facts), options.Value.Lifetime);
    }
}
