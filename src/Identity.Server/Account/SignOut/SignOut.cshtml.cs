using Identity.Core.Data;
using Identity.Core.Flows;
using Identity.Core.Sessions;
using Identity.Server.Flows;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OpenIddict.Abstractions;

namespace Identity.Server.Account.SignOut;

/// <summary>Asks before signing out: a link alone must not do it.</summary>
internal sealed class SignOutPage(
    FlowPages pages, Identity.Server.Flows.Flows flows, BrowserSessions browsers, SignedOutApps apps, IdentityDb db, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "flow")]
    public string? FlowHandle { get; set; }

    public FlowStep? Step { get; private set; }

    public IReadOnlyList<Session> Sessions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (FlowHandle is not null && (Step = await pages.OpenAsync(FlowHandle, FlowKind.EndSession, ct)) is null) return this.FlowProblem();
        Sessions = await browsers.AliveAsync(ct);
        return Sessions.Count > 0 ? Page() : Redirect(Request.PathBase + (Step?.Next ?? "/signedout"));
    }

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "decision")] string? decision, CancellationToken ct)
    {
        if (FlowHandle is not null && (Step = await pages.OpenAsync(FlowHandle, FlowKind.EndSession, ct)) is null) return this.FlowProblem();

        var next = decision is "signout" or "everywhere" ? await SignOutAsync(decision == "everywhere", ct) : Stay();
        await db.SaveChangesAsync(ct);
        return Redirect(Request.PathBase + next);
    }

    private string Stay()
    {
        if (Step is not null) (Step.Flow.DecidedAt, Step.Flow.Allowed) = (clock.GetUtcNow().UtcDateTime, false);
        return Step?.Next ?? "/";
    }

    /// <returns>Where the browser goes on.</returns>
    private async Task<string> SignOutAsync(bool everywhere, CancellationToken ct)
    {
        var sessions = await browsers.AliveAsync(ct);
        var ended = sessions.Select(session => session.Id).ToList();
        if (everywhere) await browsers.EndEverywhereAsync(sessions, ct, Step?.Client?.ClientId);
        else await browsers.EndAsync(sessions, ct, Step?.Client?.ClientId);

        Step?.Flow.SignOut(ended, clock.GetUtcNow().UtcDateTime);
        if (!await apps.NeedPageAsync(ended, Step?.Flow.RedirectUri, ct)) return Step?.Next ?? "/signedout";

        return $"/signedout?flow={Step?.Handle ?? await flows.StartAsync(FlowKind.EndSession, new OpenIddictRequest(), null, null, ct, signedOut: ended)}";
    }
}
