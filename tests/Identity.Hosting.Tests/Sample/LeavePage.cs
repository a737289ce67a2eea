using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Hosting.Tests.Sample;

public sealed class LeavePage : PageModel
{
    [BindProperty(SupportsGet = true, Name = "allow")]
    public bool Allow { get; set; }

    [BindProperty(SupportsGet = true, Name = "to")]
    public Uri To { get; set; } = null!;

    public IActionResult OnPost() => Redirect(To.ToString());
}
