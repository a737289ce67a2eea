using Identity.Core.Challenges;
using Identity.Server.Account.Proofs;
using Identity.Server.Account.SignIn.Codes;
using Identity.Server.Flows;
using Identity.Server.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Account.SignIn.Link;

/// <summary>
/// The link in the mail. Opening it changes nothing: the browser that asked is shown one button, any other one the code
/// for it. Whoever asked in somebody else's name gets nowhere when the owner opens the link.
/// </summary>
[WhenTurnedOn<SignInLinkFeature>]
internal sealed class OpenLinkPage(CodeSignIn<SignInLinkOptions> signIn, CodeSignInAnswers answers) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "token")]
    public string Token { get; set; } = "";

    /// <summary>What the page says: <c>confirm</c>, <c>elsewhere</c> or <c>expired</c>.</summary>
    public string State { get; private set; } = "expired";

    public string Email { get; private set; } = "";

    public FlowStep? Step { get; private set; }

    public string Code => new ChallengeSecrets(Token).Code;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await OpenAsync(ct);
        return Show();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await OpenAsync(ct) is not { } challenge) return Show();

        var result = await signIn.ConfirmAsync(challenge, ct);
        if (answers.Tell(result, ModelState, "signin_link") is { } next) return Redirect(Request.PathBase + next);
        if (result is CodeSignInResult.Over) State = "expired";
        return Show();
    }

    /// <returns>What this browser can confirm.</returns>
    private async Task<Challenge?> OpenAsync(CancellationToken ct)
    {
        var link = await signIn.FindByLinkAsync(Token, ct);
        if (link.Check == LinkCheck.Elsewhere) State = "elsewhere";
        if (link is not (LinkCheck.Here, { } challenge) || signIn.Waiting(challenge) is not { } waiting) return null;

        (State, Email) = ("confirm", waiting.Address);
        Step = await signIn.OpenFlowAsync(challenge, ct);
        return challenge;
    }

    private PageResult Show()
    {
        if (State == "expired") Response.StatusCode = StatusCodes.Status410Gone;
        return Page();
    }
}
