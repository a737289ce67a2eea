using Identity.Hosting.Localization;
using Identity.Server.Account.SignUp.Pressure;
using Identity.Server.Flows;
using Identity.Server.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.SignUp;

/// <summary>Makes an account: first what it takes, then the proof of the address at <c>/signup/verify</c>.</summary>
internal sealed class SignUpPage(FlowPages flows, SignUpService signUp, SignUpPressure pressure, SignUpWork work, IOptions<SignUpOptions> options, Texts texts) : PageModel
{
    [BindProperty(Name = "")]
    public SignUpInput Input { get; set; } = new();

    /// <summary>The handle of the flow that this is a step of.</summary>
    [BindProperty(SupportsGet = true, Name = "flow")]
    public string? FlowHandle { get; set; }

    public FlowStep? Step { get; private set; }

    /// <summary>What the browser works at while the person types; null while there are few sign-ups.</summary>
    public Puzzle? Puzzle { get; private set; }

    public bool IsOpen => options.Value.Mode == SignUpMode.Open;

    public bool IsInvited => options.Value.Mode == SignUpMode.Invited;

    public string SignInAddress => Step is null ? "/signin" : $"/signin?flow={Step.Handle}";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await OpenFlowAsync(ct)) return this.FlowProblem();

        Input.Email = Step is not null && Flows.Flows.Request(Step.Flow).LoginHint is { } hint && hint.Contains('@', StringComparison.Ordinal) ? hint : null;
        return await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await OpenFlowAsync(ct)) return this.FlowProblem();

        var proveFirst = IsOpen && await pressure.IsOnAsync(ct) && !await work.TryUseAsync(Input.Work, ct);
        if (proveFirst) ModelState.Remove("new_password");
        if (IsOpen && ModelState.IsValid && Tell(await signUp.StartAsync(Input, proveFirst, Step, ct))) return Redirect(Request.PathBase + SignUpVerifyPage.Address);

        Input.NewPassword = null;
        return await ShowAsync(ct);
    }

    private async Task<PageResult> ShowAsync(CancellationToken ct)
    {
        Puzzle = IsOpen && await pressure.IsOnAsync(ct) ? work.Create() : null;
        return Page();
    }

    private async Task<bool> OpenFlowAsync(CancellationToken ct)
        => FlowHandle is null || (Step = await flows.OpenAsync(FlowHandle, FlowPages.SignIn, ct)) is not null;

    private bool Tell(SignUpResult result)
    {
        switch (result)
        {
            case SignUpResult.Sent:
                return true;
            case SignUpResult.Rejected rejected:
                foreach (var (field, text) in rejected.Problems) ModelState.AddModelError(field, text);
                return false;
            case SignUpResult.TooMany tooMany:
                Response.AskToWait(StatusCodes.Status429TooManyRequests, tooMany.RetryAfter);
                ModelState.AddModelError("", texts.Count("signup.too_many", Waiting.InMinutes(tooMany.RetryAfter)));
                return false;
            case SignUpResult.Busy busy:
                Response.AskToWait(StatusCodes.Status503ServiceUnavailable, busy.RetryAfter);
                ModelState.AddModelError("", texts["signin.busy"]);
                return false;
            default:
                throw new InvalidOperationException($"There is no answer for {result}.");
        }
    }
}
