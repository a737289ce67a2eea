using Identity.Core.Sessions;
using Identity.Core.Setup;
using Identity.Server.Account.Proofs;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Account.Home;

/// <summary>The front door: who is signed in here.</summary>
internal sealed class HomePage(BrowserSessions browsers, SetupLinks setup, TextMessages texts) : PageModel
{
    public IReadOnlyList<Session> Sessions { get; private set; } = [];

    public bool NeedsSetup { get; private set; }

    /// <summary>Whether there is a number to change or to take away.</summary>
    public bool CanChangePhone => texts.IsOn || Sessions is [{ User.PhoneNumber: not null }, ..];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Sessions = await browsers.AliveAsync(ct);
        if (Sessions.Count > 0) return Page();

        NeedsSetup = await setup.IsOpenAsync(ct);
        return NeedsSetup ? Page() : Redirect(Request.PathBase + "/signin");
    }
}
