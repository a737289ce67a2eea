using Identity.Core.Users;
using Identity.Hosting.Localization;
using Identity.Server.Account.Contacts;
using Identity.Server.Account.Proofs;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Account.Emails;

/// <summary>Asks for the new address of the account used last in this browser.</summary>
internal sealed class ChangeEmailPage(EmailChange change, ContactChangeAnswers answers, Texts texts) : PageModel
{
    public const string Path = "/account/email";

    [BindProperty(Name = "email")]
    public string? Email { get; set; }

    [BindProperty(Name = "password")]
    public string? Password { get; set; }

    /// <summary>It was changed just now.</summary>
    [BindProperty(SupportsGet = true, Name = "changed")]
    public bool Changed { get; set; }

    public User Person { get; private set; } = null!;

    /// <summary>Somebody without a password has to sign in again first.</summary>
    public bool IsStale { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await change.CurrentAsync(ct) is not { User: { } person } session) return SignIn();

        (Person, IsStale) = (person, change.IsStale(session));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await change.CurrentAsync(ct) is not { User: { } person } session) return SignIn();

        (Person, IsStale) = (person, change.IsStale(session));
        var password = Password;
        Password = null;
        if (!TypedAddress.IsPossible(Email)) ModelState.AddModelError("email", texts["email_change.email.required"]);
        if (person.PasswordHash is not null && string.IsNullOrEmpty(password)) ModelState.AddModelError("password", texts["password.current.required"]);
        if (!ModelState.IsValid || !answers.Tell(await change.StartAsync(session, Email!, password, ct), ModelState, "email_change", "email")) return Page();

        return Redirect(Request.PathBase + ChangeEmailVerifyPage.Path);
    }

    private RedirectResult SignIn() => Redirect(Request.PathBase + "/signin");
}
