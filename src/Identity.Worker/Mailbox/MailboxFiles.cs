using System.Text.Json;
using Identity.Core.Data;
using Identity.Core.Messaging;
using Identity.Core.Messaging.Sms;
using Identity.Hosting.Settings;
using Identity.Worker.Email;
using Identity.Worker.Sms;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Identity.Worker.Mailbox;

/// <summary>
/// Mail and text messages of a machine that nobody else reaches and that has no provider for them: files in the data
/// directory. It never exists on a public address, for whoever reads it reads everybody's codes.
/// </summary>
internal sealed class MailboxFiles(
    IOptions<DataOptions> data, IOptions<EmailOptions> email, IOptions<SmsOptions> sms, IOptions<ServerAddressOptions> server, IOptions<WorkerAddressOptions> worker)
{
    /// <summary>The newest that are shown.</summary>
    public const int Most = 100;

    private const string Mail = ".eml";
    private const string TextMessage = ".sms";

    public bool IsOpen => TakesEmail || TakesSms;

    public bool TakesEmail => IsPrivate && email.Value.Providers.Count == 0;

    public bool TakesSms => IsPrivate && sms.Value.Providers.Count == 0;

    private bool IsPrivate => server.Value.PublicUrl.IsLoopback && worker.Value.Url.IsLoopback;

    private string Folder => Path.Combine(data.Value.FullPath, "mailbox");

    public Task KeepAsync(Guid id, MimeMessage mail, CancellationToken ct) => WriteAsync($"{id:N}{Mail}", file => mail.WriteToAsync(file, ct));

    public Task KeepAsync(SmsMessage message, CancellationToken ct)
        => WriteAsync($"{message.Id:N}{TextMessage}", file => File.WriteAllTextAsync(file, JsonSerializer.Serialize(new KeptSms(message.To, message.Text)), ct));

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<MailboxMessage>> ReadAsync(CancellationToken ct)
    {
        if (!Directory.Exists(Folder)) return [];

        List<MailboxMessage> messages = [];
        var files = new DirectoryInfo(Folder).EnumerateFiles().Where(file => file.Extension is Mail or TextMessage);
        foreach (var file in files.OrderByDescending(file => file.LastWriteTimeUtc).Take(Most))
        {
            messages.Add(file.Extension == Mail ? await ReadMailAsync(file, ct) : await ReadSmsAsync(file, ct));
        }

        return messages;
    }

    // Written beside it first: a reader never sees half of one.
    private async Task WriteAsync(string name, Func<string, Task> write)
    {
        Directory.CreateDirectory(Folder);
        var file = Path.Combine(Folder, name);
        await write(file + ".part");
        File.Move(file + ".part", file, overwrite: true);
    }

    private static async Task<MailboxMessage> ReadMailAsync(FileInfo file, CancellationToken ct)
    {
        using var mail = await MimeMessage.LoadAsync(file.FullName, ct);
        return new(IdOf(file), OutboxKinds.Email, mail.To.ToString(), mail.Subject ?? "", file.LastWriteTimeUtc, mail.TextBody ?? "", mail.HtmlBody);
    }

    private static async Task<MailboxMessage> ReadSmsAsync(FileInfo file, CancellationToken ct)
    {
        var sms = JsonSerializer.Deserialize<KeptSms>(await File.ReadAllTextAsync(file.FullName, ct))!;
        return new(IdOf(file), OutboxKinds.Sms, sms.To, sms.Text.Split('\n')[0], file.LastWriteTimeUtc, sms.Text, null);
    }

    private static string IdOf(FileInfo file) => Path.GetFileNameWithoutExtension(file.Name);

    private sealed record KeptSms(string To, string Text);
}

/// <summary>One message as <c>/mailbox/messages</c> gives it.</summary>
/// <param name="Id">The same for a message that was delivered twice.</param>
/// <param name="Channel"><c>email</c> or <c>sms</c>.</param>
/// <param name="To">The receiver.</param>
/// <param name="Subject">What a list shows.</param>
/// <param name="SentAt">When it was delivered, UTC.</param>
/// <param name="Text">The text part.</param>
/// <param name="Html">The HTML part.</param>
internal sealed record MailboxMessage(string Id, string Channel, string To, string Subject, DateTime SentAt, string Text, string? Html);
