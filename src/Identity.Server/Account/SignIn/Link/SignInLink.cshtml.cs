using Identity.Hosting.Localization;
using Identity.Server.Account.Proofs;
using Identity.Server.Flows;
using Identity.Server.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Account.SignIn.Link;

/// <summary>Asks where to mail the code and the link. The answer is the same for every address.</summary>
[WhenTurnedOn<SignInLinkFeature>]
internal sealed class SignInLinkPage(FlowPages flows, SignInService signIn, MailRequests<SignInLinkOptions> requests, LinkMails mails, Texts texts) : PageModel
{
    public const string Path = "/signin/link";

    [BindProperty(Name = "email")]
    public string? Email { get; set; }

    [BindProperty(Name = "remember")]
    public bool Remember { get; set; }

    /// <summary>The handle of the flow that this is a step of.</summary>
    [BindProperty(SupportsGet = true, Name = "flow")]
    public string? FlowHandle { get; set; }

    /// <summary>The person wants to sign in to a further account.</summary>
    [BindProperty(SupportsGet = true, Name = "add")]
    public bool AddAccount { get; set; }

    public FlowStep? Step { get; private set; }

    public string SignInAddress => SignInAddresses.Of("/signin", Step?.Handle, AddAccount);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await OpenFlowAsync(ct)) return this.FlowProblem();
        if (!AddAccount && await signIn.IsDoneAsync(Step, ct)) return Redirect(Request.PathBase + (Step?.Next ?? "/"));

        Email = SignInService.SuggestedName(Step) is { } hint && hint.Contains('@', StringComparison.Ordinal) ? hint : null;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await OpenFlowAsync(ct)) return this.FlowProblem();

        if (!TypedAddress.IsPossible(Email))
        {
            ModelState.AddModelError("email", texts["signin_link.email.required"]);
            return Page();
        }

        var waiting = new PendingProof(Email!, Step?.Handle, Remember);
        if (await requests.StartAsync(waiting, mails.LinkAsync, ct) is not { } wait) return Redirect(Request.PathBase + LinkCodePage.Path);

        Response.AskToWait(StatusCodes.Status429TooManyRequests, wait);
        ModelState.AddModelError("", texts.Count("signin_link.too_many", Waiting.InMinutes(wait)));
        return Page();
    }

    private async Task<bool> OpenFlowAsync(CancellationToken ct)
        => FlowHandle is null || (Step = await flows.OpenAsync(FlowHandle, FlowPages.SignIn, ct)) is not null;
}
