using System.ComponentModel.DataAnnotations;
using Identity.Core.Challenges;
using Identity.Core.Data;
using Identity.Server.Account.Passwords;
using Identity.Server.Flows;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Account.SignUp.Finish;

/// <summary>Asks for name and password when the address is proved.</summary>
internal sealed class SignUpFinishPage(SignUpFinish finish, NewPasswordAnswers answers) : PageModel
{
    public const string Address = "/signup/finish";

    [BindProperty(Name = "name")]
    [MaxLength(Lengths.Name, ErrorMessage = "signup.name.too_long")]
    [Display(Name = "signup.name")]
    public string? Name { get; set; }

    [BindProperty(Name = "new_password")]
    public string? NewPassword { get; set; }

    public string Email { get; private set; } = "";

    public FlowStep? Step { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await OpenAsync(ct) is not { } found) return Over();

        Name = found.Waiting.Name;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await OpenAsync(ct) is not { } found) return Over();
        if (!ModelState.IsValid) return Page();

        var result = await finish.CompleteAsync(found.Proof, Step, Name, NewPassword, ct);
        NewPassword = null;
        if (result is NewPasswordResult.Over) return Over();
        return answers.Tell(result, ModelState) ? Redirect(Request.PathBase + (Step?.Next ?? "/")) : Page();
    }

    private async Task<(Challenge Proof, PendingSignUp Waiting)?> OpenAsync(CancellationToken ct)
    {
        if (await finish.FindAsync(ct) is not var (proof, waiting, step)) return null;

        (Email, Step) = (proof.Destination, step);
        return (proof, waiting);
    }

    // It was finished in another tab, it expired, or it never began here.
    private RedirectResult Over() => Redirect(Request.PathBase + "/signup");
}
