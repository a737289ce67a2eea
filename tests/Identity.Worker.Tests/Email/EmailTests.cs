using Identity.Core.Messaging;
using Identity.Testing.Receivers;
using MimeKit;

namespace Identity.Worker.Tests.Email;

public sealed class EmailTests
{
    [Fact]
    public async Task A_mail_arrives_once_with_its_words_as_text_and_as_html()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var smtp = SmtpReceiver.Start();
        await using var worker = await RunningWorker.StartAsync(stage.Database, smtp.Settings());

        var id = await stage.AddEmailAsync("ada@example.com");
        var mail = Parse(await smtp.NextAsync());
        await stage.WhenAsync(id, message => message.Status == OutboxStatus.Delivered);

        Assert.Equal("123 456 is your Acme code", mail.Subject);
        Assert.Equal("ada@example.com", mail.To.ToString());
        Assert.Equal("Acme", mail.From.Mailboxes.Single().Name);
        Assert.Equal($"{id:N}@acme.example", mail.MessageId);
        Assert.Equal("auto-generated", mail.Headers[HeaderId.AutoSubmitted]);
        Assert.Contains("\n    123 456\n", mail.TextBody!.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("button", mail.TextBody, StringComparison.OrdinalIgnoreCase);
        Assert.All(mail.TextBody.Split('\n').Where(line => !line.StartsWith("http", StringComparison.Ordinal)), line => Assert.True(line.TrimEnd('\r').Length <= 72, line));
        Assert.Contains("href=\"https://login.example.com/verify-email/token\"", mail.HtmlBody, StringComparison.Ordinal);
        Assert.True(mail.HtmlBody!.Length < 30_000);
        Assert.False(smtp.HasMore);
    }

    [Fact]
    public async Task B153_a_server_that_is_down_for_a_while_gets_the_mail_once_when_it_is_back()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var smtp = SmtpReceiver.Start((mail, command) => mail switch
        {
            1 => SmtpAnswer.Refuse("421 try later"),
            2 => command == "." ? SmtpAnswer.Drop : SmtpAnswer.Go,
            3 => command == "RCPT" ? SmtpAnswer.Refuse("451 greylisted") : SmtpAnswer.Go,
            _ => SmtpAnswer.Go,
        });
        await using var worker = await RunningWorker.StartAsync(stage.Database, smtp.Settings());

        var id = await stage.AddEmailAsync("ada@example.com");
        var mail = Parse(await smtp.NextAsync());
        var row = await stage.WhenAsync(id, message => message.Status == OutboxStatus.Delivered);

        Assert.Equal($"{id:N}@acme.example", mail.MessageId);
        Assert.Equal(4, row.Attempts);
        Assert.False(smtp.HasMore);
    }

    [Fact]
    public async Task The_next_provider_takes_it_when_the_first_can_not()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var first = SmtpReceiver.Start((_, _) => SmtpAnswer.Refuse("451 not now"));
        await using var second = SmtpReceiver.Start();
        await using var worker = await RunningWorker.StartAsync(stage.Database, new(first.Settings().Concat(second.Settings(1)).DistinctBy(setting => setting.Key)));

        var id = await stage.AddEmailAsync("ada@example.com");
        await second.NextAsync();

        Assert.Equal(1, (await stage.WhenAsync(id, message => message.Status == OutboxStatus.Delivered)).Attempts);
    }

    [Fact]
    public async Task An_address_that_does_not_exist_is_not_tried_again_and_not_repeated_in_the_outcome()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var smtp = SmtpReceiver.Start((_, command) => command == "RCPT" ? SmtpAnswer.Refuse("550 no such user ada@example.com") : SmtpAnswer.Go);
        await using var worker = await RunningWorker.StartAsync(stage.Database, smtp.Settings());

        var row = await stage.WhenAsync(await stage.AddEmailAsync("ada@example.com"), message => message.Status == OutboxStatus.Dead);

        Assert.Equal(1, row.Attempts);
        Assert.Equal("127.0.0.1 refused the recipient (550).", row.Outcome);
    }

    [Fact]
    public async Task A_server_without_encryption_gets_nothing_when_encryption_is_asked_for()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var smtp = SmtpReceiver.Start();
        await using var worker = await RunningWorker.StartAsync(stage.Database, new(smtp.Settings()) { ["Email:Providers:0:Security"] = "StartTls", ["Outbox:MaxAttempts"] = "2" });

        var row = await stage.WhenAsync(await stage.AddEmailAsync("ada@example.com"), message => message.Status == OutboxStatus.Dead);

        Assert.StartsWith("127.0.0.1 offers no STARTTLS.", row.Outcome, StringComparison.Ordinal);
        Assert.Equal(0, smtp.Tries);
    }

    [Fact]
    public async Task A_connection_serves_several_mails()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var smtp = SmtpReceiver.Start();
        await using var worker = await RunningWorker.StartAsync(stage.Database, new(smtp.Settings()) { ["Outbox:BatchSize"] = "1" });

        for (var i = 0; i < 5; i++)
        {
            await stage.AddEmailAsync($"person{i}@example.com");
            await smtp.NextAsync();
        }

        Assert.Equal(1, smtp.Connections);
    }

    [Fact]
    public async Task B153_a_code_that_has_expired_is_not_sent()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var smtp = SmtpReceiver.Start();
        var id = await stage.AddEmailAsync("ada@example.com", lifetime: TimeSpan.Zero);
        await using var worker = await RunningWorker.StartAsync(stage.Database, smtp.Settings());

        var row = await stage.WhenAsync(id, message => message.Status == OutboxStatus.Dead);

        Assert.Contains("in time", row.Outcome, StringComparison.Ordinal);
        Assert.Equal(0, smtp.Connections);
    }

    [Theory]
    [InlineData("Acme\r\nBcc: thief@example.com")]
    [InlineData("<b>Acme</b>")]
    public async Task What_people_entered_is_text_and_nothing_else(string product)
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var smtp = SmtpReceiver.Start();
        await using var worker = await RunningWorker.StartAsync(stage.Database, smtp.Settings());

        await stage.AddEmailAsync("ada@example.com", product: product);
        var mail = Parse(await smtp.NextAsync());

        Assert.Empty(mail.Bcc);
        Assert.DoesNotContain("<b>", mail.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_public_address_mail_waits_until_a_provider_is_set()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var worker = await RunningWorker.StartAsync(stage.Database);

        var row = await stage.WhenAsync(await stage.AddEmailAsync("ada@example.com"), message => message.Outcome is not null);

        Assert.StartsWith("No e-mail provider is set", row.Outcome, StringComparison.Ordinal);
        Assert.NotEqual(OutboxStatus.Delivered, row.Status);
    }

    private static MimeMessage Parse(string wire)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(wire));
        return MimeMessage.Load(stream);
    }
}
