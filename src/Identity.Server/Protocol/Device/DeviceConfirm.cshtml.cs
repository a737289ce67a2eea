using Identity.Core.Flows;
using Identity.Server.Account.Terms;
using Identity.Server.Flows;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Protocol.Device;

/// <summary>Asks a person whether a device may sign in as them. Only the form's button allows it, never a link.</summary>
internal sealed class DeviceConfirmPage(FlowPages flows, DeviceDecisions decisions) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "flow")]
    public string? FlowHandle { get; set; }

    public FlowStep? Step { get; private set; }

    public DeviceStep.Confirm? Question { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
        => await OpenAsync(ct) ?? Page();

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "decision")] string? decision, CancellationToken ct)
    {
        if (await OpenAsync(ct) is { } elsewhere) return elsewhere;
        return await decisions.DecideAsync(Step!, Question!, allowed: decision == "allow", ct)
            ? Redirect($"{Request.PathBase}/device/done?flow={FlowHandle}")
            : Redirect(Ended);
    }

    // Where to go instead, when there is nothing to decide.
    private async Task<IActionResult?> OpenAsync(CancellationToken ct)
    {
        if ((Step = await flows.OpenAsync(FlowHandle, FlowKind.Device, ct)) is null) return this.FlowProblem();

        switch (await decisions.NextAsync(Step, ct))
        {
            case DeviceStep.Confirm confirm:
                Question = confirm;
                return null;
            case DeviceStep.SignIn:
                return Redirect($"{Request.PathBase}/signin?flow={FlowHandle}");
            case DeviceStep.AcceptTerms:
                return Redirect($"{Request.PathBase}{TermsPage.Address}?flow={FlowHandle}");
            default:
                return Redirect(Ended);
        }
    }

    private string Ended => $"{Request.PathBase}/device?ended=true";
}
