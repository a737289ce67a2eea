using Identity.Core.Users;
using Identity.Hosting.Localization;
using Identity.Server.Sessions;
using Identity.Server.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Account.Invite;

/// <summary>The link of an invitation: says who invites whom to what, and asks for a password. Opening it uses nothing up.</summary>
internal sealed class InvitePage(InviteLinks links, InviteAcceptance acceptance, BrowserSessions browsers, Texts texts) : PageModel
{
    [BindProperty(Name = "")]
    public InviteInput Input { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "token")]
    public string Token { get; set; } = "";

    /// <summary>What the page says: <c>open</c>, <c>exists</c> or <c>expired</c>.</summary>
    public string State { get; private set; } = "expired";

    public OpenInvitation? Invitation { get; private set; }

    /// <summary>Who is signed in to this browser, and is somebody else.</summary>
    public User? Other { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await OpenAsync(ct);
        Input.Name = Invitation?.Invitation.Name;
        return await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await OpenAsync(ct);
        if (State == "open" && ModelState.IsValid && Tell(await acceptance.JoinAsync(Invitation!, Input, ct)))
        {
            return Invitation!.AppAddress is { } app ? Redirect(app.AbsoluteUri) : Redirect(Request.PathBase + "/");
        }

        Input.NewPassword = null;
        return await ShowAsync(ct);
    }

    private async Task OpenAsync(CancellationToken ct)
    {
        if ((Invitation = await links.FindAsync(Token, ct)) is not { } open) return;

        State = await links.HasAccountAsync(open, ct) ? "exists" : "open";
    }

    private bool Tell(InviteResult result)
    {
        switch (result)
        {
            case InviteResult.Done:
                return true;
            case InviteResult.Rejected rejected:
                foreach (var (field, text) in rejected.Problems) ModelState.AddModelError(field, text);
                return false;
            case InviteResult.Busy busy:
                Response.AskToWait(StatusCodes.Status503ServiceUnavailable, busy.RetryAfter);
                ModelState.AddModelError("", texts["signin.busy"]);
                return false;
            case InviteResult.Exists:
                State = "exists";
                return false;
            default:
                State = "expired";
                return false;
        }
    }

    private async Task<PageResult> ShowAsync(CancellationToken ct)
    {
        if (State == "expired") Response.StatusCode = StatusCodes.Status410Gone;
        if (State == "open") Other = await browsers.AliveAsync(ct) is [var session, ..] ? session.User : null;
        return Page();
    }
}
