using Identity.Core.Messaging;
using Identity.Core.Messaging.Email;
using Identity.Hosting.Settings;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Identity.Worker.Email;

/// <summary>Makes the message: HTML, and a text of the same words that can be read without it.</summary>
internal sealed class ComposeEmail(EmailTexts texts, HtmlRenderer html, IOptions<EmailOptions> options, IOptions<ServerAddressOptions> addresses)
{
    public async Task<MimeMessage> RunAsync(OutboxMessage message, EmailNotice notice)
    {
        var content = texts.Find(notice);
        var mail = new MimeMessage
        {
            Subject = content.Subject,
            Date = new DateTimeOffset(message.CreatedAt, TimeSpan.Zero),
            // The same at each try, so that a receiver who got it twice shows it once.
            MessageId = $"{message.Id:N}@{Domain}",
            Body = new MultipartAlternative(
                new TextPart("plain") { Text = PlainText.Of(content) },
                new TextPart("html") { Text = await RenderAsync(content) }),
        };
        mail.From.Add(options.Value.From is { } from ? MailboxAddress.Parse(from) : new MailboxAddress(content.Product, $"no-reply@{Domain}"));
        mail.To.Add(new MailboxAddress(null, notice.To));
        if (options.Value.ReplyTo is { } replyTo) mail.ReplyTo.Add(MailboxAddress.Parse(replyTo));
        // RFC 3834, section 5: nobody's holiday notice answers it.
        mail.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        mail.Headers.Add("X-Auto-Response-Suppress", "All");
        return mail;
    }

    private string Domain => options.Value.From is { } from ? MailboxAddress.Parse(from).Domain : addresses.Value.PublicUrl.Host;

    private Task<string> RenderAsync(EmailContent content) => html.Dispatcher.InvokeAsync(async () =>
    {
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(EmailLayout.Content)] = content });
        return (await html.RenderComponentAsync<EmailLayout>(parameters)).ToHtmlString();
    });
}
