using System.Net.Sockets;
using Identity.Core.Keys;
using Identity.Core.Messaging;
using Identity.Core.Messaging.Email;
using Identity.Worker.Delivery;
using Identity.Worker.Mailbox;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Identity.Worker.Email;

/// <summary>Hands an e-mail to the first provider that takes it.</summary>
internal sealed class SendEmail(EmailQueue queue, EmailRecipients recipients, ComposeEmail compose, SmtpProviders providers, MailboxFiles mailbox)
{
    private const int FirstPermanentReply = 500;

    public async Task<DeliveryResult> DeliverAsync(OutboxMessage message, CancellationToken ct)
    {
        if (message.PayloadVersion > EmailNotice.Version) return new DeliveryResult.Retry("It was written by a newer version and waits for a worker of that version.");

        EmailNotice notice;
        try
        {
            notice = queue.Open(message);
        }
        catch (KeyEncryptionException problem)
        {
            return new DeliveryResult.Retry(problem.Message);
        }

        if (await recipients.FindAsync(notice, ct) is not { } to) return new DeliveryResult.Done("Nobody gets it: no account that is in use has this address.");

        var mail = await compose.RunAsync(message, notice with { To = to });
        if (providers.All.Count == 0)
        {
            if (!mailbox.TakesEmail) return new DeliveryResult.Retry("No e-mail provider is set: name one in Email:Providers.");
            await mailbox.KeepAsync(message.Id, mail, ct);
            return new DeliveryResult.Done("Kept in the mailbox of this machine.");
        }

        List<string> outcomes = [];
        foreach (var provider in providers.All)
        {
            if (await TryAsync(provider, mail, ct) is not { } outcome) return new DeliveryResult.Done($"{provider.Host} took it.");
            if (outcome.Permanent) return new DeliveryResult.Failed(outcome.Text);
            outcomes.Add(outcome.Text);
        }

        return new DeliveryResult.Retry(string.Join(' ', outcomes));
    }

    /// <summary>Null when the mail was taken. Answers of servers are not repeated: they name the address.</summary>
    private static async Task<Outcome?> TryAsync(SmtpProvider provider, MimeMessage mail, CancellationToken ct)
    {
        try
        {
            await provider.SendAsync(mail, ct);
            return null;
        }
        catch (SmtpCommandException refused) when (refused.ErrorCode == SmtpErrorCode.RecipientNotAccepted && (int)refused.StatusCode >= FirstPermanentReply)
        {
            return new($"{provider.Host} refused the recipient ({(int)refused.StatusCode}).", Permanent: true);
        }
        catch (SmtpCommandException refused)
        {
            return new($"{provider.Host} answered {(int)refused.StatusCode}.");
        }
        catch (AuthenticationException)
        {
            return new($"{provider.Host} refused our user name and password.");
        }
        catch (SslHandshakeException)
        {
            return new($"{provider.Host} could not prove its name by TLS.");
        }
        catch (NotSupportedException)
        {
            return new($"{provider.Host} offers no STARTTLS.");
        }
        catch (Exception problem) when (problem is SocketException or IOException or ProtocolException)
        {
            return new($"{provider.Host} could not be reached, or broke off.");
        }
    }

    private sealed record Outcome(string Text, bool Permanent = false);
}
