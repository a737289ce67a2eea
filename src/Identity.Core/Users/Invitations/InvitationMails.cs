using System.Globalization;
using Identity.Core.Challenges;
using Identity.Core.Messaging.Email;
using Microsoft.Extensions.Options;

namespace Identity.Core.Users.Invitations;

/// <summary>The mail with the link.</summary>
public sealed class InvitationMails(EmailQueue emails, IOptions<InvitationOptions> options)
{
    /// <summary>Queues it. The caller saves.</summary>
    /// <param name="wanted">Whom to invite.</param>
    /// <param name="app">What people call the app that they are invited to; null when it is to the service itself.</param>
    /// <param name="sender">On whose behalf.</param>
    /// <param name="secrets">The link.</param>
    /// <param name="until">When it ends, in UTC.</param>
    internal void Add(NewInvitation wanted, string? app, InvitationSender sender, ChallengeSecrets secrets, DateTime until)
        => emails.Add(new EmailNotice(EmailKinds.Invitation, wanted.Email, wanted.Language, new Dictionary<string, string>
        {
            ["product"] = sender.Product,
            ["app"] = app ?? sender.Product,
            ["inviter"] = wanted.Inviter,
            ["email"] = wanted.Email,
            ["time"] = until.ToString("f", CultureInfo.GetCultureInfo(wanted.Language)) + " UTC",
            ["link"] = $"{sender.Issuer}{InvitationService.Path}/{secrets.LinkToken}",
        }), options.Value.Lifetime);
}
