using Identity.Core.Challenges;
using Identity.Hosting.Localization;
using Identity.Server.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Account.SignUp;

/// <summary>Asks for the code that was mailed; lets the person have it sent again, or to another address.</summary>
internal sealed class SignUpVerifyPage(SignUpVerification verification, SignUpService signUp, SignUpCookie cookie, Texts texts) : PageModel
{
    public const string Address = "/signup/verify";

    [BindProperty(Name = "code")]
    public string? Code { get; set; }

    /// <summary>Where the mail is to go instead.</summary>
    [BindProperty(Name = "email")]
    public string? NewEmail { get; set; }

    /// <summary>Another mail was sent just now.</summary>
    [BindProperty(SupportsGet = true, Name = "sent")]
    public bool Sent { get; set; }

    /// <summary>Where the mail went.</summary>
    public string Email { get; private set; } = "";

    /// <summary>The address is what has to be mended.</summary>
    public bool IsChanging { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await OpenAsync(ct) is null ? Over() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await OpenAsync(ct) is not { } challenge) return Over();

        switch (await verification.TryCodeAsync(challenge, Code, ct))
        {
            case VerificationResult.Done done:
                return Redirect(Request.PathBase + done.Next);
            case VerificationResult.Wrong:
                ModelState.AddModelError("code", texts[string.IsNullOrWhiteSpace(Code) ? "signup.verify.code.required" : "signup.verify.rejected"]);
                return Page();
            default:
                ModelState.AddModelError("code", texts["signup.verify.void"]);
                return Page();
        }
    }

    public async Task<IActionResult> OnPostResendAsync(CancellationToken ct)
        => await OpenAsync(ct) is not { } challenge ? Over() : Tell(await signUp.SendAgainAsync(challenge, cookie.Read(HttpContext)!, challenge.Destination, ct));

    public async Task<IActionResult> OnPostChangeAsync(CancellationToken ct)
    {
        if (await OpenAsync(ct) is not { } challenge) return Over();

        IsChanging = true;
        if (string.IsNullOrWhiteSpace(NewEmail))
        {
            ModelState.AddModelError("email", texts["signup.email.required"]);
            return Page();
        }

        return Tell(await signUp.SendAgainAsync(challenge, cookie.Read(HttpContext)!, NewEmail.Trim(), ct));
    }

    private async Task<Challenge?> OpenAsync(CancellationToken ct)
    {
        if (await verification.FindAsync(ct) is not { } challenge) return null;

        await verification.OpenFlowAsync(challenge, ct);
        Email = challenge.Destination;
        return challenge;
    }

    private IActionResult Tell(SignUpResult result)
    {
        switch (result)
        {
            case SignUpResult.Sent:
                return Redirect($"{Request.PathBase}{Address}?sent=true");
            case SignUpResult.Rejected rejected:
                foreach (var (field, text) in rejected.Problems) ModelState.AddModelError(field, text);
                return Page();
            case SignUpResult.TooMany tooMany:
                Response.AskToWait(StatusCodes.Status429TooManyRequests, tooMany.RetryAfter);
                ModelState.AddModelError("", texts["signup.verify.wait"]);
                return Page();
            default:
                throw new InvalidOperationException($"There is no answer for {result}.");
        }
    }

    // It was finished in another tab, it expired, or it never began here.
    private RedirectResult Over() => Redirect(Request.PathBase + "/signup");
}
