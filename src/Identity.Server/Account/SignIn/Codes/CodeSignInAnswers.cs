using Identity.Hosting.Localization;
using Identity.Server.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Identity.Server.Account.SignIn.Codes;

/// <summary>Says on a page what became of a try.</summary>
internal sealed class CodeSignInAnswers(Texts texts, IHttpContextAccessor http)
{
    /// <param name="result">What became of it.</param>
    /// <param name="modelState">Of the page.</param>
    /// <param name="area">Where its texts are, such as <c>signin_link</c>.</param>
    /// <returns>Where the browser goes on; null when the page has to say something.</returns>
    public string? Tell(CodeSignInResult result, ModelStateDictionary modelState, string area)
    {
        switch (result)
        {
            case CodeSignInResult.Done done:
                return done.Next;
            case CodeSignInResult.Disabled:
                modelState.AddModelError("", texts["signin.disabled"]);
                return null;
            case CodeSignInResult.TooManyTries tooMany:
                http.HttpContext!.Response.AskToWait(StatusCodes.Status429TooManyRequests, tooMany.RetryAfter);
                modelState.AddModelError("code", texts[$"{area}.too_many_codes"]);
                return null;
            default:
                modelState.AddModelError("code", texts[$"{area}.{(result is CodeSignInResult.Wrong ? "rejected" : "void")}"]);
                return null;
        }
    }
}
