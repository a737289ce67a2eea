using Identity.Server.Account.Passwords.Reset;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Account.Notices;

/// <summary>The link of a notice: says what its button does. Opening it changes nothing.</summary>
internal sealed class NotMePage(NotMe notMe) : PageModel
{
    public const string Path = "/not-me";

    [BindProperty(SupportsGet = true, Name = "token")]
    public string Token { get; set; } = "";

    /// <summary>What the page says: <c>confirm</c>, <c>taken</c> or <c>expired</c>.</summary>
    public string State { get; private set; } = "expired";

    public Notice? Notice { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await notMe.FindAsync(Token, ct) is { Notice: { } notice }) (State, Notice) = ("confirm", notice);
        return Show();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await notMe.FindAsync(Token, ct) is not { } open) return Show();

        switch (await notMe.ConfirmAsync(open, ct))
        {
            case NotMeResult.Done:
                return Redirect($"{Request.PathBase}{ForgotVerifyPage.Path}?secured=true");
            case NotMeResult.DoneWithoutMail:
                return Redirect(Request.PathBase + ForgotPage.Path);
            case NotMeResult.AddressTaken:
                State = "taken";
                return Page();
            default:
                return Show();
        }
    }

    private PageResult Show()
    {
        if (State == "expired") Response.StatusCode = StatusCodes.Status410Gone;
        return Page();
    }
}
