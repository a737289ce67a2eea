using System.Text.Json;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Quickstart.Web.Pages;

internal sealed class AccountPage(Tokens tokens) : PageModel
{
    [TempData]
    public string? Message { get; set; }

    public DateTimeOffset? ExpiresAt { get; private set; }

    public int Refreshes { get; private set; }

    public IReadOnlyDictionary<string, JsonElement>? UserInfo { get; private set; }

    public async Task OnGetAsync(bool userinfo, CancellationToken ct)
    {
        (ExpiresAt, Refreshes) = await tokens.ReadAsync();
        if (!userinfo) return;

        UserInfo = await tokens.GetUserInfoAsync(ct);
        if (UserInfo is null) Message = "The identity provider no longer accepts the access token. Refresh the tokens or sign in again.";
    }

    public async Task<IActionResult> OnPostRefreshAsync(CancellationToken ct)
    {
        // Without a good refresh token the way to new tokens is a new sign-in.
        if (!await tokens.RefreshAsync(ct)) return Challenge(OpenIdConnectDefaults.AuthenticationScheme);

        Message = "New tokens have arrived.";
        return RedirectToPage();
    }

    // Signs out here and, by way of the browser, at the identity provider.
    public IActionResult OnPostSignOut()
        => SignOut(CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme);
}
