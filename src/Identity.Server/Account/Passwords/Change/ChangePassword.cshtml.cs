using Identity.Core.Users;
using Identity.Hosting.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Account.Passwords.Change;

/// <summary>Changes the password of the account used last in this browser.</summary>
internal sealed class ChangePasswordPage(BrowserPassword change, NewPasswordAnswers answers, Texts texts) : PageModel
{
    public const string Path = "/account/password";

    [BindProperty(Name = "password")]
    public string? Current { get; set; }

    [BindProperty(Name = "new_password")]
    public string? NewPassword { get; set; }

    /// <summary>It was changed just now.</summary>
    [BindProperty(SupportsGet = true, Name = "changed")]
    public bool Changed { get; set; }

    public User Person { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await change.CurrentAsync(ct) is not { User: { } person }) return SignIn();

        Person = person;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await change.CurrentAsync(ct) is not { User: { } person } session) return SignIn();

        Person = person;
        var (current, password) = (Current, NewPassword);
        (Current, NewPassword) = (null, null);
        if (string.IsNullOrEmpty(current)) ModelState.AddModelError("password", texts["password.current.required"]);
        if (string.IsNullOrEmpty(password)) ModelState.AddModelError("new_password", texts["password.new.required"]);
        if (!ModelState.IsValid || !answers.Tell(await change.SetAsync(session, current!, password!, ct), ModelState)) return Page();

        return Redirect($"{Request.PathBase}{Path}?changed=true");
    }

    private RedirectResult SignIn() => Redirect(Request.PathBase + "/signin");
}
