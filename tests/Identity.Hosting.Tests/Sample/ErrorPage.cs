using Identity.Hosting.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Identity.Hosting.Tests.Sample;

[IgnoreAntiforgeryToken]
public sealed class ErrorPage : PageModel
{
    public int Status => Response.StatusCode;

    public string? Expired => HttpContext.Features.Get<ExpiredForm>()?.ToString();
}
