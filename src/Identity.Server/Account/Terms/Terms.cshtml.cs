using Identity.Core.Data;
using Identity.Core.Flows;
using Identity.Core.Users;
using Identity.Server.Flows;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Account.Terms;

/// <summary>Asks a person who is signed in to agree to the terms of use, before an app gets its answer.</summary>
internal sealed class TermsPage(FlowPages flows, BrowserSessions browsers, TermsAgreement terms, IdentityDb db, TimeProvider clock) : PageModel
{
    public const string Address = "/terms";

    [BindProperty(SupportsGet = true, Name = "flow")]
    public string? FlowHandle { get; set; }

    public FlowStep? Step { get; private set; }

    public User? Person { get; private set; }

    public string Version => terms.Version!;

    public Uri TermsUrl => terms.Url!;

    /// <summary>The person agreed to others before.</summary>
    public bool AreNew => Person!.TermsVersion is not null;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await OpenAsync(ct) ?? Page();

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "decision")] string? decision, [FromForm(Name = "version")] string? version, CancellationToken ct)
    {
        if (await OpenAsync(ct) is { } elsewhere) return elsewhere;
        if (decision != "accept") return await DeclineAsync(ct);
        // They changed while the page was open: nobody agrees to what was not shown.
        if (version != Version) return Page();

        await terms.AcceptAsync(Person!, ct);
        return Redirect(Request.PathBase + Step!.Next);
    }

    private async Task<IActionResult> DeclineAsync(CancellationToken ct)
    {
        if (Step!.Flow.Kind == FlowKind.Device) return Redirect(Request.PathBase + "/device");

        (Step.Flow.DecidedAt, Step.Flow.Allowed) = (clock.GetUtcNow().UtcDateTime, false);
        await db.SaveChangesAsync(ct);
        return Redirect(Request.PathBase + Step.Next);
    }

    // Where to go instead, when there is nothing to agree to.
    private async Task<IActionResult?> OpenAsync(CancellationToken ct)
    {
        if ((Step = await flows.OpenAsync(FlowHandle, FlowPages.SignIn, ct)) is null) return this.FlowProblem();

        Person = (await browsers.AliveAsync(ct)).FirstOrDefault(session => session.Id == Step.Flow.SessionId)?.User;
        return Person is null || !terms.IsMissing(Person) ? Redirect(Request.PathBase + Step.Next) : null;
    }
}
