using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Server.Account.Passwords.Reset;

/// <summary>Says that it is done, and leads to the sign-in: on to the app that waits, when there is one.</summary>
internal sealed class ResetDonePage : PageModel
{
    public const string Path = "/reset/done";

    [BindProperty(SupportsGet = true, Name = "flow")]
    public string? FlowHandle { get; set; }

    public string SignInAddress => FlowHandle is null ? "/signin" : $"/signin?flow={Uri.EscapeDataString(FlowHandle)}";
}
