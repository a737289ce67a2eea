using Identity.Core.Challenges;
using Identity.Core.Phones;
using Identity.Hosting.Localization;
using Identity.Server.Account.Contacts;
using Identity.Server.Account.Proofs;
using Identity.Server.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Account.Phones;

/// <summary>Asks for the code that was sent to the new number; lets the person have it sent again.</summary>
[WhenTurnedOn<TextMessages>]
internal sealed class ChangePhoneVerifyPage(PhoneChange change, PhoneNumberParser numbers, Texts texts) : PageModel
{
    public const string Path = "/account/phone/verify";

    [BindProperty(Name = "code")]
    public string? Code { get; set; }

    /// <summary>Another message was asked for just now.</summary>
    [BindProperty(SupportsGet = true, Name = "sent")]
    public bool Sent { get; set; }

    public string Number { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await OpenAsync(ct) is null ? Over() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await OpenAsync(ct) is not { } open) return Over();

        if (ChallengeSecrets.ReadCode(Code) is not { } code)
        {
            ModelState.AddModelError("code", texts[string.IsNullOrWhiteSpace(Code) ? "phone_change.code.required" : "phone_change.rejected"]);
            return Page();
        }

        var result = await change.TryCodeAsync(open, code, ct);
        if (result == ContactProofResult.Done) return Redirect($"{Request.PathBase}{ChangePhonePage.Path}?changed=true");

        ModelState.AddModelError("code", texts[result == ContactProofResult.Wrong ? "phone_change.rejected" : "phone_change.void"]);
        return Page();
    }

    public async Task<IActionResult> OnPostResendAsync(CancellationToken ct)
    {
        if (await OpenAsync(ct) is not { } open) return Over();
        if (await change.SendAgainAsync(open, ct) is not { } wait) return Redirect($"{Request.PathBase}{Path}?sent=true");

        Response.AskToWait(StatusCodes.Status429TooManyRequests, wait);
        ModelState.AddModelError("", texts["phone_change.wait"]);
        return Page();
    }

    private async Task<OpenPhoneChange?> OpenAsync(CancellationToken ct)
    {
        var open = await change.FindAsync(ct);
        Number = open is null ? "" : numbers.Format(open.Number);
        return open;
    }

    // It was finished in another tab, a newer one was asked for, it expired, or it never began here.
    private RedirectResult Over() => Redirect(Request.PathBase + ChangePhonePage.Path);
}
