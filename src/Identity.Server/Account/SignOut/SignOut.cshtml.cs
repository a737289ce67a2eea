using Identity.Core.Data;
using Identity.Core.Flows;
using Identity.Core.Sessions;
using Identity.Server.Flows;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Account.SignOut;

/// <summary>Asks before signing out: a link alone must not do it.</summary>
internal sealed class SignOutPage(FlowPages flows, BrowserSessions browsers, IdentityDb db, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "flow")]
    public string? FlowHandle { get; set; }

    public FlowStep? Step { get; private set; }

    public IReadOnlyList<Session> Sessions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (FlowHandle is not null && (Step = await flows.OpenAsync(FlowHandle, FlowKind.EndSession, ct)) is null) return this.FlowProblem();
        Sessions = await browsers.AliveAsync(ct);
        return Sessions.Count > 0 ? Page() : Redirect(Request.PathBase + (Step?.Next ?? "/signedout"));
    }

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "decision")] string? decision, CancellationToken ct)
    {
        if (FlowHandle is not null && (Step = await flows.OpenAsync(FlowHandle, FlowKind.EndSession, ct)) is null) return this.FlowProblem();

        var signOut = decision == "signout";
        if (signOut) browsers.End(await browsers.AliveAsync(ct), Step?.Client?.ClientId);
        if (Step is not null)
        {
            Step.Flow.DecidedAt = clock.GetUtcNow().UtcDateTime;
            Step.Flow.Allowed = signOut;
        }

        await db.SaveChangesAsync(ct);
        return Redirect(Request.PathBase + (Step?.Next ?? (signOut ? "/signedout" : "/")));
    }
}
