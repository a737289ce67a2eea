using Identity.Core.Setup;
using Identity.Hosting.Proxy;
using Identity.Hosting.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.Setup;

/// <summary>Makes the first Owner. Reached by the one-time link only, and closed for ever afterwards.</summary>
internal sealed class SetupPage(SetupLinks links, SetupService setup, IOptions<ServerAddressOptions> addresses) : PageModel
{
    [BindProperty(Name = "")]
    public SetupInput Input { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "token")]
    public string Token { get; set; } = "";

    /// <summary>False shows why the link is of no use.</summary>
    public bool IsOpen { get; private set; }

    public Uri PublicUrl => addresses.Value.PublicUrl;

    /// <summary>The host that the request came for, when people won't be able to sign in there.</summary>
    public string? OtherHost => HttpContext.Features.Get<ReceivedHost>() is { IsPublic: false } received ? received.Host.Value : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        IsOpen = await links.VerifyAsync(Token, ct);
        return Show();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        IsOpen = await links.VerifyAsync(Token, ct);
        if (IsOpen && ModelState.IsValid)
        {
            foreach (var (field, text) in await setup.CompleteAsync(Token, Input, ct)) ModelState.AddModelError(field, text);
            if (ModelState.IsValid) return Redirect(Request.PathBase + "/");
        }

        Input.NewPassword = null;
        return Show();
    }

    private PageResult Show()
    {
        if (!IsOpen) Response.StatusCode = StatusCodes.Status410Gone;
        return Page();
    }
}
