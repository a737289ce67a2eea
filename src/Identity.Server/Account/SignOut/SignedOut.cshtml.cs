using Identity.Core.Clients;
using Identity.Core.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Account.SignOut;

/// <summary>Says that it is done, and where to go from here.</summary>
internal sealed class SignedOutPage(IdentityDb db) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "client_id")]
    public string? ClientId { get; set; }

    /// <summary>The application that the person came from.</summary>
    public Client? Client { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
        => Client = ClientId is null ? null : await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.ClientId == ClientId, ct);
}
