using Identity.Core.Phones;
using Identity.Hosting.Localization;
using Identity.Server.Account.Proofs;
using Identity.Server.Flows;
using Identity.Server.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Account.SignIn.Phone;

/// <summary>Asks where to send the code. The answer is the same for every number.</summary>
[WhenTurnedOn<SignInSmsFeature>]
internal sealed class SignInPhonePage(FlowPages flows, SignInService signIn, TextRequests<SignInSmsOptions> requests, PhoneNumberParser numbers, Texts texts) : PageModel
{
    public const string Path = "/signin/phone";

    [BindProperty(Name = "phone_number")]
    public string? Number { get; set; }

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
        return !AddAccount && await signIn.IsDoneAsync(Step, ct) ? Redirect(Request.PathBase + (Step?.Next ?? "/")) : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await OpenFlowAsync(ct)) return this.FlowProblem();

        var typed = numbers.Parse(Number);
        if (typed is PhoneNumberResult.Refused refused) ModelState.AddModelError("phone_number", texts[refused.Text]);
        if (typed is not PhoneNumberResult.Read(var number)) return Page();

        var waiting = new PendingProof(number.E164, Step?.Handle, Remember);
        if (await requests.StartAsync(number, waiting, ct) is not { } wait) return Redirect(Request.PathBase + PhoneCodePage.Path);

        Response.AskToWait(StatusCodes.Status429TooManyRequests, wait);
        ModelState.AddModelError("", texts.Count("signin_phone.too_many", Waiting.InMinutes(wait)));
        return Page();
    }

    private async Task<bool> OpenFlowAsync(CancellationToken ct)
        => FlowHandle is null || (Step = await flows.OpenAsync(FlowHandle, FlowPages.SignIn, ct)) is not null;
}
