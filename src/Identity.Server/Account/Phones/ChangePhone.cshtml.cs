using Identity.Core.Phones;
using Identity.Core.Sessions;
using Identity.Core.Users;
using Identity.Hosting.Localization;
using Identity.Server.Account.Contacts;
using Identity.Server.Account.Proofs;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Account.Phones;

/// <summary>
/// Shows the phone number of the account used last in this browser; asks for another one, or takes it away. Where no text
/// messages are sent it only takes away.
/// </summary>
internal sealed class ChangePhonePage(PhoneChange change, TextMessages messages, PhoneNumberParser numbers, ContactChangeAnswers answers, Texts texts) : PageModel
{
    public const string Path = "/account/phone";

    private const string Area = "phone_change";
    private const string Field = "phone_number";

    [BindProperty(Name = Field)]
    public string? Number { get; set; }

    [BindProperty(Name = "password")]
    public string? Password { get; set; }

    /// <summary>It was changed just now.</summary>
    [BindProperty(SupportsGet = true, Name = "changed")]
    public bool Changed { get; set; }

    public User Person { get; private set; } = null!;

    /// <summary>The number of the account, as people read it.</summary>
    public string? Present => Person.PhoneNumber is { } number ? numbers.Format(number) : null;

    /// <summary>Whether another number could be proved.</summary>
    public bool CanChange => messages.IsOn;

    /// <summary>Whether there is anything to do.</summary>
    public bool IsThere => CanChange || Present is not null;

    /// <summary>Somebody without a password has to sign in again first.</summary>
    public bool IsStale { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await OpenAsync(ct) is null ? SignIn() : IsThere || Changed ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!CanChange) return NotFound();
        if (await OpenAsync(ct) is not { } session) return SignIn();

        var typed = numbers.Parse(Number);
        if (typed is PhoneNumberResult.Refused refused) ModelState.AddModelError(Field, texts[refused.Text]);
        var password = TakePassword();
        if (!ModelState.IsValid || typed is not PhoneNumberResult.Read(var number)) return Page();

        return answers.Tell(await change.StartAsync(session, number, password, ct), ModelState, Area, Field) ? Redirect(Request.PathBase + ChangePhoneVerifyPage.Path) : Page();
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken ct)
    {
        if (await OpenAsync(ct) is not { } session) return SignIn();

        var password = TakePassword();
        if (!ModelState.IsValid || !answers.Tell(await change.RemoveAsync(session, password, ct), ModelState, Area, Field)) return Page();

        return Redirect($"{Request.PathBase}{Path}?changed=true");
    }

    private async Task<Session?> OpenAsync(CancellationToken ct)
    {
        if (await change.CurrentAsync(ct) is not { User: { } person } session) return null;

        (Person, IsStale) = (person, change.IsStale(session));
        return session;
    }

    private string? TakePassword()
    {
        var password = Password;
        Password = null;
        if (Person.PasswordHash is not null && string.IsNullOrEmpty(password)) ModelState.AddModelError("password", texts["password.current.required"]);
        return password;
    }

    private RedirectResult SignIn() => Redirect(Request.PathBase + "/signin");
}
