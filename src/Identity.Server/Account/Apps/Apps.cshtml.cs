using Identity.Core.Users;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Account.Apps;

/// <summary>The apps that may use the person's account, each with the way to stop it.</summary>
internal sealed class AppsPage(ConnectedApps apps) : PageModel
{
    /// <summary>The app that the person is asked about once more.</summary>
    [BindProperty(SupportsGet = true, Name = "remove")]
    public string? Remove { get; set; }

    /// <summary>The app that was just removed; only said of one that has no access.</summary>
    [BindProperty(SupportsGet = true, Name = "removed")]
    public string? RemovedId { get; set; }

    public string? Removed { get; private set; }

    public User? Person { get; private set; }

    public IReadOnlyList<ConnectedApp> List { get; private set; } = [];

    public ConnectedApp? Asked => List.FirstOrDefault(app => app.ClientId == Remove);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await apps.CurrentAsync(ct) is not { User: { } person }) return Redirect(Request.PathBase + "/signin");

        Person = person;
        List = await apps.ListAsync(person.Id, ct);
        if (RemovedId is { Length: > 0 } id && List.All(app => app.ClientId != id)) Removed = await apps.NameAsync(id, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "client_id")] string? clientId, CancellationToken ct)
    {
        if (await apps.CurrentAsync(ct) is not { } session) return Redirect(Request.PathBase + "/signin");

        var removed = clientId is not null && await apps.WithdrawAsync(session.UserId, clientId, ct);
        return Redirect(Request.PathBase + "/account/apps" + (removed ? $"?removed={Uri.EscapeDataString(clientId!)}" : ""));
    }
}
