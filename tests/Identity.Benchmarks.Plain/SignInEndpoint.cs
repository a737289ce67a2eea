using Microsoft.AspNetCore.Identity;

namespace Identity.Benchmarks.Plain;

/// <summary>What the page of ASP.NET Core Identity does when a person signs in, without the page.</summary>
internal static class SignInEndpoint
{
    public static async Task<IResult> AnswerAsync(HttpContext http, SignInManager<IdentityUser> signIns)
    {
        var form = await http.Request.ReadFormAsync();
        var result = await signIns.PasswordSignInAsync(form["username"].ToString(), form["password"].ToString(), isPersistent: false, lockoutOnFailure: true);
        return result.Succeeded ? Results.Redirect("/") : Results.BadRequest();
    }
}
