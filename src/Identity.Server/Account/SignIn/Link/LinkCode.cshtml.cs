using Identity.Core.Challenges;
using Identity.Hosting.Localization;
using Identity.Server.Account.Proofs;
using Identity.Server.Account.SignIn.Codes;
using Identity.Server.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Account.SignIn.Link;

/// <summary>Asks for the code that was mailed, if it was; lets the person have it sent again.</summary>
[WhenTurnedOn<SignInLinkFeature>]
internal sealed class LinkCodePage(CodeSignIn<SignInLinkOptions> signIn, MailRequests<SignInLinkOptions> requests, LinkMails mails, CodeSignInAnswers answers, Texts texts) : PageModel
{
    public const string Path = "/signin/link/code";

    [BindProperty(Name = "code")]
    public string? Code { get; set; }

    /// <summary>Another mail was asked for just now.</summary>
    [BindProperty(SupportsGet = true, Name = "sent")]
    public bool Sent { get; set; }

    public string Email { get; private set; } = "";

    public string OtherAddress { get; private set; } = SignInLinkPage.Path;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await OpenAsync(ct) is null ? Over() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await OpenAsync(ct) is not { } challenge) return Over();

        if (ChallengeSecrets.ReadCode(Code) is not { } code)
        {
            ModelState.AddModelError("code", texts[string.IsNullOrWhiteSpace(Code) ? "signin_link.code.required" : "signin_link.rejected"]);
            return Page();
        }

        return answers.Tell(await signIn.TryCodeAsync(challenge, code, ct), ModelState, "signin_link") is { } next ? Redirect(Request.PathBase + next) : Page();
    }

    public async Task<IActionResult> OnPostResendAsync(CancellationToken ct)
    {
        if (await OpenAsync(ct) is not { } challenge) return Over();
        if (await requests.AgainAsync(challenge, mails.LinkAsync, ct) is not { } wait) return Redirect($"{Request.PathBase}{Path}?sent=true");

        Response.AskToWait(StatusCodes.Status429TooManyRequests, wait);
        ModelState.AddModelError("", texts["signin_link.wait"]);
        return Page();
    }

    private async Task<Challenge?> OpenAsync(CancellationToken ct)
    {
        if (await signIn.FindAsync(ct) is not { } challenge || signIn.Waiting(challenge) is not { } waiting) return null;

        await signIn.OpenFlowAsync(challenge, ct);
        Email = waiting.Address;
        OtherAddress = SignInAddresses.Of(SignInLinkPage.Path, waiting.Flow, addAccount: waiting.Flow is null);
        return challenge;
    }

    // It was finished in another tab, a newer one was asked for, it expired, or it never began here.
    private RedirectResult Over() => Redirect(Request.PathBase + SignInLinkPage.Path);
}
