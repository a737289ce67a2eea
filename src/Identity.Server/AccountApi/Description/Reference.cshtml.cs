using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.AccountApi.Description;

/// <summary>The account API for people who read. It is all on the page: nothing is loaded, and no script is needed.</summary>
internal sealed class ReferencePage(AccountApiDocument document) : PageModel
{
    public ApiReference Api { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct) => Api = ApiReference.Of(await document.ReadAsync(ct));
}
