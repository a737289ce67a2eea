using Identity.Core.Keys;
using Identity.Core.Messaging;
using Identity.Core.Messaging.Sms;
using Identity.Worker.Delivery;
using Identity.Worker.Mailbox;
using Identity.Worker.Sms.Providers;

namespace Identity.Worker.Sms;

/// <summary>Hands a text message to the first provider that takes it, as long as the budget lasts.</summary>
internal sealed class SendSms(SmsQueue queue, SmsRecipients recipients, SmsTexts texts, SmsBudget budget, SmsProviders providers, TryProvider tries, MailboxFiles mailbox)
{
    public async Task<DeliveryResult> DeliverAsync(OutboxMessage message, CancellationToken ct)
    {
        if (message.PayloadVersion > SmsNotice.Version) return new DeliveryResult.Retry("It was written by a newer version and waits for a worker of that version.");

        SmsNotice notice;
        try
        {
            notice = queue.Open(message);
        }
        catch (KeyEncryptionException problem)
        {
            return new DeliveryResult.Retry(problem.Message);
        }

        if (!await recipients.ExistsAsync(notice, ct)) return new DeliveryResult.Done("Nobody gets it: no account that is in use has this number.");

        var sms = new SmsMessage(message.Id, notice.Kind, notice.To, notice.Language, texts.Find(notice), notice.Facts, message.ExpiresAt);
        if (providers.All.Count > 0) return await SendAsync(sms, ct);
        if (!mailbox.TakesSms) return new DeliveryResult.Retry("No provider of text messages is set: name one in Sms:Providers.");

        await mailbox.KeepAsync(sms, ct);
        return new DeliveryResult.Done("Kept in the mailbox of this machine.");
    }

    private async Task<DeliveryResult> SendAsync(SmsMessage sms, CancellationToken ct)
    {
        if (await budget.TakeAsync(ct) is { } usedUp && !SmsKinds.IsAlert(sms.Kind)) return new DeliveryResult.Failed($"{usedUp} is used up.");

        List<string> outcomes = [];
        var mayHaveGone = false;
        foreach (var provider in providers.All)
        {
            switch (await tries.RunAsync(provider, sms, ct))
            {
                case Handover.Taken taken:
                    return new DeliveryResult.Done(taken.Text);
                case Handover.Undeliverable undeliverable:
                    if (!mayHaveGone) await budget.GiveBackAsync(ct);
                    return new DeliveryResult.Failed(undeliverable.Text);
                case Handover.Failed failed:
                    mayHaveGone |= failed.Unknown;
                    outcomes.Add(failed.Text);
                    break;
            }
        }

        if (!mayHaveGone) await budget.GiveBackAsync(ct);
        return new DeliveryResult.Retry(string.Join(' ', outcomes));
    }
}
