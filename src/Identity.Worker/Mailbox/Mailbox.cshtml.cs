using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Worker.Mailbox;

/// <summary>Shows what would have been mailed, on a machine that sends no mail.</summary>
internal sealed class MailboxPage(MailboxFiles mailbox) : PageModel
{
    public IReadOnlyList<MailboxMessage> Messages { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!mailbox.IsOpen) return NotFound();

        Messages = await mailbox.ReadAsync(ct);
        return Page();
    }

    /// <summary>The link that a message asks to open: it stands on a line of its own.</summary>
    public static string? LinkIn(MailboxMessage message)
        => message.Text.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => Uri.TryCreate(line, UriKind.Absolute, out var link) && link.Scheme is "http" or "https");
}
