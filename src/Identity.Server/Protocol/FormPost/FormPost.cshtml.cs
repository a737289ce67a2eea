using Identity.Core.Configuration;
using Identity.Hosting.Headers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Protocol.FormPost;

/// <summary>The form that carries an answer to the application: posted by script, or by the person without one.</summary>
[IgnoreAntiforgeryToken]
internal sealed class FormPostPage(Catalog catalog) : PageModel
{
    public FormPostAnswer? Answer { get; private set; }

    /// <summary>What the application is called; its host when it has no name.</summary>
    public string App { get; private set; } = "";

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public Task<IActionResult> OnPostAsync(CancellationToken ct) => ShowAsync(ct);

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        if ((Answer = HttpContext.Features.Get<FormPostAnswer>()) is not { } answer) return NotFound();

        HttpContext.AllowFormRedirectTo(answer.RedirectUri);
        if (answer.ClientId is { } clientId) HttpContext.EnterAuthorizationRequest(clientId);
        App = (await catalog.FindClientAsync(answer.ClientId, ct))?.DisplayName ?? answer.RedirectUri.Host;
        return Page();
    }
}
