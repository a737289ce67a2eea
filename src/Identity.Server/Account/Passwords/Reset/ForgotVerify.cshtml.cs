using Identity.Core.Challenges;
using Identity.Hosting.Localization;
using Identity.Server.Account.Proofs;
using Identity.Server.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Account.Passwords.Reset;

/// <summary>Asks for the code that was mailed, if it was; lets the person have it sent again.</summary>
internal sealed class ForgotVerifyPage(ResetProof proof, MailRequests<PasswordResetOptions> requests, PasswordMails mails, Texts texts) : PageModel
{
    public const string Path = "/forgot/verify";

    [BindProperty(Name = "code")]
    public string? Code { get; set; }

    /// <summary>Another mail was asked for just now.</summary>
    [BindProperty(SupportsGet = true, Name = "sent")]
    public bool Sent { get; set; }

    /// <summary>The reader of a notice has just shut everybody out.</summary>
    [BindProperty(SupportsGet = true, Name = "secured")]
    public bool Secured { get; set; }

    public string Email { get; private set; } = "";

    public string OtherAddress { get; private set; } = ForgotPage.Path;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await OpenAsync(ct) is null ? Over() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await OpenAsync(ct) is not { } challenge) return Over();

        if (ChallengeSecrets.ReadCode(Code) is not { } code)
        {
            ModelState.AddModelError("code", texts[string.IsNullOrWhiteSpace(Code) ? "forgot.verify.code.required" : "forgot.verify.rejected"]);
            return Page();
        }

        var tried = await proof.TryCodeAsync(challenge, code, ct);
        if (tried.Check == CodeCheck.Right) return Redirect(Request.PathBase + ResetPage.Path);

        ModelState.AddModelError("code", texts[tried.Check == CodeCheck.Wrong ? "forgot.verify.rejected" : "forgot.verify.void"]);
        return Page();
    }

    public async Task<IActionResult> OnPostResendAsync(CancellationToken ct)
    {
        if (await OpenAsync(ct) is not { } challenge) return Over();
        if (await requests.AgainAsync(challenge, mails.ResetAsync, ct) is not { } wait) return Redirect($"{Request.PathBase}{Path}?sent=true");

        Response.AskToWait(StatusCodes.Status429TooManyRequests, wait);
        ModelState.AddModelError("", texts["forgot.verify.wait"]);
        return Page();
    }

    private async Task<Challenge?> OpenAsync(CancellationToken ct)
    {
        if (await proof.FindAsync(ct) is not { } challenge || proof.Waiting(challenge) is not { } waiting) return null;

        Email = waiting.Address;
        if (waiting.Flow is { } flow) OtherAddress = $"{ForgotPage.Path}?flow={flow}";
        return challenge;
    }

    // It was finished in another tab, a newer one was asked for, it expired, or it never began here.
    private RedirectResult Over() => Redirect(Request.PathBase + ForgotPage.Path);
}
