using Identity.Core.Challenges;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Account.SignUp;

/// <summary>
/// The link in the mail. Opening it changes nothing. Only the browser that signed up can confirm; any other one is shown
/// the code for it: whoever began with somebody else's address gets nowhere when the owner opens the link.
/// </summary>
internal sealed class VerifyEmailPage(ChallengeStore challenges, SignUpVerification verification) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "token")]
    public string Token { get; set; } = "";

    /// <summary>What the page says: <c>confirm</c>, <c>elsewhere</c>, <c>done</c> or <c>expired</c>.</summary>
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
        if (await OpenAsync(ct) is not { } challenge || State != "confirm") return Show();
        if (await verification.CompleteAsync(challenge, ct) is VerificationResult.Done done) return Redirect(Request.PathBase + done.Next);

        State = "expired";
        return Show();
    }

    private async Task<Challenge?> OpenAsync(CancellationToken ct)
    {
        var challenge = Token.Length == ChallengeSecrets.LinkTokenLength ? await challenges.FindByLinkAsync(ChallengePurposes.SignUp, Token, ct) : null;
        if (challenge is null) return null;

        Email = challenge.Destination;
        if (challenge.ConsumedAt is not null) State = "done";
        else if (challenges.IsOpen(challenge)) State = verification.IsOfThisBrowser(challenge) ? "confirm" : "elsewhere";
        if (State == "confirm") await verification.OpenFlowAsync(challenge, ct);
        return challenge;
    }

    private PageResult Show()
    {
        if (State == "expired") Response.StatusCode = StatusCodes.Status410Gone;
        return Page();
    }
}
