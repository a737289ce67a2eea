using Identity.Core.Data;
using Identity.Hosting.Settings;
using Identity.Worker.Email;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Identity.Worker.Mailbox;

/// <summary>
/// Mail of a machine that nobody else reaches and that has no provider: files in the data directory. It never exists on
/// a public address, for whoever reads it reads everybody's codes.
/// </summary>
internal sealed class MailboxFiles(
    IOptions<DataOptions> data, IOptions<EmailOptions> email, IOptions<ServerAddressOptions> server, IOptions<WorkerAddressOptions> worker)
{
    /// <summary>The newest that are shown.</summary>
    public const int Most = 100;

    public bool IsOpen => email.Value.Providers.Count == 0 && server.Value.PublicUrl.IsLoopback && worker.Value.Url.IsLoopback;

    private string Folder => Path.Combine(data.Value.FullPath, "mailbox");

    public async Task KeepAsync(Guid id, MimeMessage mail, CancellationToken ct)
    {
        Directory.CreateDirectory(Folder);
        var file = Path.Combine(Folder, $"{id:N}.eml");
        // Written beside it first: a reader never sees half of one.
        await mail.WriteToAsync(file + ".part", ct);
        File.Move(file + ".part", file, overwrite: true);
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<MailboxMessage>> ReadAsync(CancellationToken ct)
    {
        if (!Directory.Exists(Folder)) return [];

        List<MailboxMessage> messages = [];
        foreach (var file in new DirectoryInfo(Folder).EnumerateFiles("*.eml").OrderByDescending(file => file.LastWriteTimeUtc).Take(Most))
        {
            using var mail = await MimeMessage.LoadAsync(file.FullName, ct);
            messages.Add(new MailboxMessage(
                Path.GetFileNameWithoutExtension(file.Name), "email", mail.To.ToString(), mail.Subject ?? "", file.LastWriteTimeUtc, mail.TextBody ?? "", mail.HtmlBody));
        }

        return messages;
    }
}

/// <summary>One message as <c>/mailbox/messages</c> gives it.</summary>
/// <param name="Id">The same for a message that was delivered twice.</param>
/// <param name="Channel"><c>email</c>.</param>
/// <param name="To">The receiver.</param>
/// <param name="Subject">What a list shows.</param>
/// <param name="SentAt">When it was delivered, UTC.</param>
/// <param name="Text">The text part.</param>
/// <param name="Html">The HTML part.</param>
internal sealed record MailboxMessage(string Id, string Channel, string To, string Subject, DateTime SentAt, string Text, string? Html);
