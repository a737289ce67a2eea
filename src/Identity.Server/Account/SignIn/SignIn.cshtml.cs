using Identity.Server.Account.SignIn.Link;
using Identity.Server.Account.SignIn.Phone;
using Identity.Server.Account.SignUp;
using Identity.Server.Flows;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.SignIn;

/// <summary>Sign in with a password, on the way to an application or to one's own account.</summary>
internal sealed class SignInPage(FlowPages flows, SignInService signIn, IOptions<SignUpOptions> signUp, SignInLinkFeature link, SignInSmsFeature sms) : PageModel
{
    [BindProperty(Name = "")]
    public SignInInput Input { get; set; } = new();

    /// <summary>The handle of the flow that this is a step of.</summary>
    [BindProperty(SupportsGet = true, Name = "flow")]
    public string? FlowHandle { get; set; }

    /// <summary>The person wants to sign in to a further account.</summary>
    [BindProperty(SupportsGet = true, Name = "add")]
    public bool AddAccount { get; set; }

    public FlowStep? Step { get; private set; }

    public bool CanSignUp => signUp.Value.Mode == SignUpMode.Open;

    public string SignUpAddress => Step is null ? "/signup" : $"/signup?flow={Step.Handle}";

    public bool CanUseLink => link.IsOn;

    public string LinkAddress => SignInAddresses.Of(SignInLinkPage.Path, Step?.Handle, AddAccount);

    public bool CanUsePhone => sms.IsOn;

    public string PhoneAddress => SignInAddresses.Of(SignInPhonePage.Path, Step?.Handle, AddAccount);

    public string ForgotAddress => Step is null ? "/forgot" : $"/forgot?flow={Step.Handle}";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (FlowHandle is not null && (Step = await flows.OpenAsync(FlowHandle, FlowPages.SignIn, ct)) is null) return this.FlowProblem();
        if (!AddAccount && await signIn.IsDoneAsync(Step, ct)) return Redirect(Next);

        Input.Username = SignInService.SuggestedName(Step);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (FlowHandle is not null && (Step = await flows.OpenAsync(FlowHandle, FlowPages.SignIn, ct)) is null) return this.FlowProblem();
        if (ModelState.IsValid && await signIn.TryAsync(Input, Step, ModelState, ct)) return Redirect(Next);

        Input.Password = null;
        return Page();
    }

    private string Next => Request.PathBase + (Step?.Next ?? "/");
}
