using Identity.Core.Data;
using Identity.Core.Messaging.Email;
using Identity.Server.Tests.Stage;
using Identity.Testing.Receivers;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Identity.Worker.Tests.Email;

public sealed class MailSnapshotTests
{
    private static readonly Dictionary<string, string> Facts = new()
    {
        ["product"] = "Acme",
        ["email"] = "ada@example.com",
        ["code"] = "123456",
        ["hours"] = "24",
        ["minutes"] = "10",
        ["device"] = "Firefox on Linux",
        ["network"] = "192.0.2.x",
        ["inviter"] = "Grace Hopper",
        ["app"] = "Acme Notes",
        ["time"] = "23 November 2026, 14:05 UTC",
    };

    // What a mail without a button would not name.
    private static readonly string[] WithoutLink = [EmailKinds.EmailChangeTaken];
    private static readonly string[] WithoutCode =
        [EmailKinds.SignUpExists, EmailKinds.PasswordChanged, EmailKinds.EmailChangeTaken, EmailKinds.EmailChanged, EmailKinds.PhoneChanged, EmailKinds.NewDevice, EmailKinds.Invitation];

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public async Task Every_mail_reads_as_it_was_reviewed(string language)
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var smtp = SmtpReceiver.Start();
        await using var worker = await RunningWorker.StartAsync(stage.Database, smtp.Settings());

        foreach (var kind in EmailKinds.All)
        {
            await stage.WithAsync<IServiceProvider>(services =>
            {
                services.GetRequiredService<EmailQueue>().Add(new EmailNotice(kind, "ada@example.com", language, FactsOf(kind)), TimeSpan.FromHours(1));
                return services.GetRequiredService<IdentityDb>().SaveChangesAsync();
            });
            using var received = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(await smtp.NextAsync()));
            var mail = await MimeMessage.LoadAsync(received);

            Assert.Contains($"lang=\"{language}\"", mail.HtmlBody, StringComparison.Ordinal);
            Assert.DoesNotContain($"email.{kind}.", mail.HtmlBody + mail.TextBody + mail.Subject, StringComparison.Ordinal);
            Snapshot.Check($"Email/Mails/{kind}.{language}.txt", $"{mail.Subject}\n\n{mail.TextBody}");
        }
    }

    private static Dictionary<string, string> FactsOf(string kind)
    {
        var facts = new Dictionary<string, string>(Facts);
        if (!WithoutLink.Contains(kind)) facts["link"] = $"https://login.example.com/{kind}/token";
        if (WithoutCode.Contains(kind)) facts.Remove("code");
        return facts;
    }
}
