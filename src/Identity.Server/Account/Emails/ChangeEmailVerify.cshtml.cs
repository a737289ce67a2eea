using Identity.Core.Challenges;
using Identity.Hosting.Localization;
using Identity.Server.Account.Contacts;
using Identity.Server.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Account.Emails;

/// <summary>Asks for the code that was mailed to the new address; lets the person have it sent again.</summary>
internal sealed class ChangeEmailVerifyPage(EmailChange change, Texts texts) : PageModel
{
    public const string Path = "/account/email/verify";

    [BindProperty(Name = "code")]
    public string? Code { get; set; }

    /// <summary>Another mail was asked for just now.</summary>
    [BindProperty(SupportsGet = true, Name = "sent")]
    public bool Sent { get; set; }

    public string Email { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await OpenAsync(ct) is null ? Over() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await OpenAsync(ct) is not { } open) return Over();

        if (ChallengeSecrets.ReadCode(Code) is not { } code)
        {
            ModelState.AddModelError("code", texts[string.IsNullOrWhiteSpace(Code) ? "email_change.code.required" : "email_change.rejected"]);
            return Page();
        }

        var result = await change.TryCodeAsync(open, code, ct);
        if (result == ContactProofResult.Done) return Redirect($"{Request.PathBase}{ChangeEmailPage.Path}?changed=true");

        ModelState.AddModelError("code", texts[result == ContactProofResult.Wrong ? "email_change.rejected" : "email_change.void"]);
        return Page();
    }

    public async Task<IActionResult> OnPostResendAsync(CancellationToken ct)
    {
        if (await OpenAsync(ct) is not { } open) return Over();
        if (await change.SendAgainAsync(open, ct) is not { } wait) return Redirect($"{Request.PathBase}{Path}?sent=true");

        Response.AskToWait(StatusCodes.Status429TooManyRequests, wait);
        ModelState.AddModelError("", texts["email_change.wait"]);
        return Page();
    }

    private async Task<OpenEmailChange?> OpenAsync(CancellationToken ct)
    {
        var open = await change.FindAsync(ct);
        Email = open?.Email ?? "";
        return open;
    }

    // It was finished in another tab, a newer one was asked for, it expired, or it never began here.
    private RedirectResult Over() => Redirect(Request.PathBase + ChangeEmailPage.Path);
}
