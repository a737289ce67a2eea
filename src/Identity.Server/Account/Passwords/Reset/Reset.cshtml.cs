using Identity.Core.Challenges;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Account.Passwords.Reset;

/// <summary>Asks for the new password, in the browser that asked and has proved the address.</summary>
internal sealed class ResetPage(ResetProof proof, PasswordReset reset, NewPasswordAnswers answers) : PageModel
{
    public const string Path = "/reset";

    [BindProperty(Name = "new_password")]
    public string? NewPassword { get; set; }

    public string Email { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await OpenAsync(ct) is null ? Over() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await OpenAsync(ct) is not { } challenge) return Over();

        var flow = proof.Waiting(challenge)?.Flow;
        var result = await reset.SetAsync(challenge, NewPassword, ct);
        NewPassword = null;
        if (result is NewPasswordResult.Over) return Over();
        return answers.Tell(result, ModelState) ? Redirect($"{Request.PathBase}{ResetDonePage.Path}{(flow is null ? "" : $"?flow={flow}")}") : Page();
    }

    private async Task<Challenge?> OpenAsync(CancellationToken ct)
    {
        if (await proof.FindProvedAsync(ct) is not { } challenge || proof.Waiting(challenge) is not { } waiting) return null;

        Email = waiting.Address;
        return challenge;
    }

    private RedirectResult Over() => Redirect(Request.PathBase + ForgotPage.Path);
}
