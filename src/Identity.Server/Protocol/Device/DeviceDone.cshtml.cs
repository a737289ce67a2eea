using Identity.Core.Flows;
using Identity.Server.Flows;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Protocol.Device;

/// <summary>Says that it is done, and sends the person back to the device.</summary>
internal sealed class DeviceDonePage(Identity.Server.Flows.Flows flows) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "flow")]
    public string? FlowHandle { get; set; }

    public bool Allowed { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await flows.FindAsync(FlowHandle, ct) is not FlowState.Completed { Flow: { Kind: FlowKind.Device } flow }) return Redirect(Request.PathBase + "/device");

        Allowed = flow.Allowed;
        return Page();
    }
}
