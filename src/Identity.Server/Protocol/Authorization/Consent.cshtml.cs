using Identity.Core.Flows;
using Identity.Server.Flows;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Protocol.Authorization;

/// <summary>Asks a person whether an application may have what it asks for.</summary>
internal sealed class ConsentPage(FlowPages flows, ConsentService consent) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "flow")]
    public string? FlowHandle { get; set; }

    public FlowStep? Step { get; private set; }

    public ConsentView? View { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if ((Step = await flows.OpenAsync(FlowHandle, FlowKind.Authorization, ct)) is null) return this.FlowProblem();
        View = await consent.DescribeAsync(Step, ct);
        return View is null ? Redirect(Request.PathBase + Step.Next) : Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "decision")] string? decision, CancellationToken ct)
    {
        if ((Step = await flows.OpenAsync(FlowHandle, FlowKind.Authorization, ct)) is null) return this.FlowProblem();
        await consent.DecideAsync(Step, allowed: decision == "allow", ct);
        return Redirect(Request.PathBase + Step.Next);
    }
}
