using Identity.Hosting.Localization;
using Identity.Server.Account.Proofs;
using Identity.Server.Flows;
using Identity.Server.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Account.Passwords.Reset;

/// <summary>Asks whose password was forgotten. The answer is the same for every address.</summary>
internal sealed class ForgotPage(FlowPages flows, MailRequests<PasswordResetOptions> requests, PasswordMails mails, Texts texts) : PageModel
{
    public const string Path = "/forgot";

    [BindProperty(Name = "email")]
    public string? Email { get; set; }

    /// <summary>The handle of the flow that this is a step of.</summary>
    [BindProperty(SupportsGet = true, Name = "flow")]
    public string? FlowHandle { get; set; }

    public FlowStep? Step { get; private set; }

    public string SignInAddress => Step is null ? "/signin" : $"/signin?flow={Step.Handle}";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await OpenFlowAsync(ct)) return this.FlowProblem();

        Email = Step is not null && Flows.Flows.Request(Step.Flow).LoginHint is { } hint && hint.Contains('@', StringComparison.Ordinal) ? hint : null;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await OpenFlowAsync(ct)) return this.FlowProblem();

        if (!TypedAddress.IsPossible(Email))
        {
            ModelState.AddModelError("email", texts["forgot.email.required"]);
            return Page();
        }

        if (await requests.StartAsync(new PendingProof(Email!, Step?.Handle), mails.ResetAsync, ct) is not { } wait) return Redirect(Request.PathBase + ForgotVerifyPage.Path);

        Response.AskToWait(StatusCodes.Status429TooManyRequests, wait);
        ModelState.AddModelError("", texts.Count("forgot.too_many", Waiting.InMinutes(wait)));
        return Page();
    }

    private async Task<bool> OpenFlowAsync(CancellationToken ct)
        => FlowHandle is null || (Step = await flows.OpenAsync(FlowHandle, FlowPages.SignIn, ct)) is not null;
}
