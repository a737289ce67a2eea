using Identity.Server.Flows;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Account.Accounts;

/// <summary>Choose among the accounts of this browser.</summary>
internal sealed class AccountsPage(FlowPages flows, AccountList accounts) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "flow")]
    public string? FlowHandle { get; set; }

    public FlowStep? Step { get; private set; }

    public IReadOnlyList<AccountRow> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (FlowHandle is not null && (Step = await flows.OpenAsync(FlowHandle, FlowPages.SignIn, ct)) is null) return this.FlowProblem();
        Rows = await accounts.ListAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "session")] Guid session, [FromForm(Name = "action")] string? action, CancellationToken ct)
    {
        if (FlowHandle is not null && (Step = await flows.OpenAsync(FlowHandle, FlowPages.SignIn, ct)) is null) return this.FlowProblem();
        if (action == "remove")
        {
            await accounts.RemoveAsync(session, ct);
            return Redirect(Request.PathBase + "/accounts" + (FlowHandle is null ? "" : $"?flow={FlowHandle}"));
        }

        return await accounts.ChooseAsync(session, Step?.Flow, ct)
            ? Redirect(Request.PathBase + (Step?.Next ?? "/"))
            : Redirect(Request.PathBase + "/signin?add=true" + (FlowHandle is null ? "" : $"&flow={FlowHandle}"));
    }
}
