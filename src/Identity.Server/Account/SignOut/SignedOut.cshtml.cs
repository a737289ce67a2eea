using Identity.Core.Clients;
using Identity.Core.Data;
using Identity.Core.Flows;
using Identity.Core.Logout;
using Identity.Hosting.Headers;
using Identity.Server.Flows;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.SignOut;

/// <summary>Says that it is done, tells the apps that want to be told in the browser, and where to go from here.</summary>
internal sealed class SignedOutPage(Identity.Server.Flows.Flows flows, SignedOutApps apps, IdentityDb db, IOptions<LogoutOptions> options) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "client_id")]
    public string? ClientId { get; set; }

    [BindProperty(SupportsGet = true, Name = "flow")]
    public string? FlowHandle { get; set; }

    /// <summary>The application that the person came from.</summary>
    public Client? Client { get; private set; }

    public IReadOnlyList<SignedOutApp> Apps { get; private set; } = [];

    /// <summary>The way on to the application, when it asked for the browser back.</summary>
    public string? Continue { get; private set; }

    /// <summary>What that application is called; its host when it has no name.</summary>
    public string ContinueTo { get; private set; } = "";

    public int WaitSeconds => (int)options.Value.PageWait.TotalSeconds;

    public async Task OnGetAsync(CancellationToken ct)
    {
        // A flow that is over, or unknown, changes nothing: the person is signed out all the same.
        if (await flows.FindAsync(FlowHandle, ct) is FlowState.Open { Flow: { Kind: FlowKind.EndSession, DecidedAt: not null } flow } open)
        {
            Client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == flow.ClientId, ct);
            Apps = await apps.FindAsync(flow.EndedSessions, ct);
            foreach (var app in Apps)
            {
                if (app.Frame is not null) HttpContext.AllowFrame(app.Frame);
            }

            if (Uri.TryCreate(flow.RedirectUri, UriKind.Absolute, out var address))
            {
                Continue = Request.PathBase + new FlowStep(flow, open.Handle, Client).Next;
                ContinueTo = Client?.DisplayName ?? address.Host;
            }
        }
        else if (ClientId is not null)
        {
            Client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.ClientId == ClientId, ct);
        }
    }
}
