using System.Globalization;
using Identity.Core.Challenges;
using Identity.Core.Messaging.Email;
using Identity.Core.Users;
using Identity.Hosting.Settings;
using Identity.Server.Sessions;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.Notices;

/// <summary>
/// Tells people by mail what touches the security of their account. Each mail has a link to say "this was not me"; it
/// signs nobody in, and opening it changes nothing.
/// </summary>
internal sealed class SecurityNotices(
    EmailQueue emails, ChallengeStore challenges, SealedNotices notices, Hosting.Themes.Branding branding, IOptions<ServerAddressOptions> addresses,
    IOptions<NoticeOptions> options, TimeProvider clock)
{
    /// <summary>Queues the mail to the address that the account has now, if it is proved. Call it before that or the number changes; the caller saves.</summary>
    /// <param name="user">Whose account.</param>
    /// <param name="kind">One of <see cref="EmailKinds"/>.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <param name="more">What else the mail names.</param>
    public async Task AddAsync(User user, string kind, CancellationToken ct, Dictionary<string, string>? more = null)
    {
        if (user is not { Email: { } email, NormalizedEmail: { } address, EmailConfirmed: true }) return;

        var secrets = ChallengeSecrets.Create();
        var notice = new Notice(kind, email, user.PhoneNumberConfirmed ? user.PhoneNumber : null);
        // The link alone counts: no browser is given the handle that a code would need.
        challenges.Add(secrets, Handle.Create(), new(ChallengePurposes.NotMe, "email", address, notices.Seal(notice), user.Id), options.Value.Lifetime);
        var culture = CultureInfo.CurrentUICulture;
        var facts = new Dictionary<string, string>(more ?? [])
        {
            ["product"] = await branding.ProductNameAsync(ct),
            ["email"] = email,
            ["time"] = clock.GetUtcNow().ToString("f", culture) + " UTC",
            ["hours"] = Math.Floor(options.Value.Lifetime.TotalHours).ToString(CultureInfo.InvariantCulture),
            ["link"] = $"{addresses.Value.Issuer}{NotMePage.Path}/{secrets.LinkToken}",
        };
        emails.Add(new EmailNotice(kind, email, culture.Name, facts), options.Value.Lifetime);
    }
}
