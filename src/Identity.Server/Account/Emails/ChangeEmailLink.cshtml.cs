using Identity.Core.Challenges;
using Identity.Server.Account.Contacts;
using Identity.Server.Account.Proofs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Account.Emails;

/// <summary>
/// The link in the mail to the new address. Opening it changes nothing: the browser that asked is shown one button, any
/// other one the code for it.
/// </summary>
internal sealed class ChangeEmailLinkPage(EmailChange change) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "token")]
    public string Token { get; set; } = "";

    /// <summary>What the page says: <c>confirm</c>, <c>elsewhere</c> or <c>expired</c>.</summary>
    public string State { get; private set; } = "expired";

    public string Email { get; private set; } = "";

    public string Code => new ChallengeSecrets(Token).Code;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await OpenAsync(ct);
        return Show();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await OpenAsync(ct) is not { } open) return Show();
        if (await change.CompleteAsync(open, ct) == ContactProofResult.Done) return Redirect($"{Request.PathBase}{ChangeEmailPage.Path}?changed=true");

        State = "expired";
        return Show();
    }

    /// <returns>What this browser can confirm.</returns>
    private async Task<OpenEmailChange?> OpenAsync(CancellationToken ct)
    {
        var (check, open) = await change.FindByLinkAsync(Token, ct);
        State = check switch
        {
            LinkCheck.Here => "confirm",
            LinkCheck.Elsewhere => "elsewhere",
            _ => "expired",
        };
        Email = open?.Email ?? "";
        return open;
    }

    private PageResult Show()
    {
        if (State == "expired") Response.StatusCode = StatusCodes.Status410Gone;
        return Page();
    }
}
