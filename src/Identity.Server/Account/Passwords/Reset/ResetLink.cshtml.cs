using Identity.Core.Challenges;
using Identity.Server.Account.Proofs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Account.Passwords.Reset;

/// <summary>
/// The link in the mail. The browser that asked goes on without the link in its address; any other one is shown the code
/// for it. Opening it uses nothing up.
/// </summary>
internal sealed class ResetLinkPage(ResetProof proof) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "token")]
    public string Token { get; set; } = "";

    /// <summary>What the page says: <c>elsewhere</c> or <c>expired</c>.</summary>
    public string State { get; private set; } = "expired";

    public string Code => new ChallengeSecrets(Token).Code;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        switch (await proof.OpenLinkAsync(Token, ct))
        {
            case LinkCheck.Here:
                return Redirect(Request.PathBase + ResetPage.Path);
            case LinkCheck.Elsewhere:
                State = "elsewhere";
                return Page();
            default:
                Response.StatusCode = StatusCodes.Status410Gone;
                return Page();
        }
    }
}
