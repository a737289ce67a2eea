using Identity.Hosting.Localization;
using Identity.Server.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Identity.Server.Account.SignIn.Link;

/// <summary>Says on a page what became of a try.</summary>
internal sealed class LinkAnswers(Texts texts, IHttpContextAccessor http)
{
    /// <returns>Where the browser goes on; null when the page has to say something.</returns>
    public string? Tell(LinkSignInResult result, ModelStateDictionary modelState)
    {
        switch (result)
        {
            case LinkSignInResult.Done done:
                return done.Next;
            case LinkSignInResult.Disabled:
                modelState.AddModelError("", texts["signin.disabled"]);
                return null;
            case LinkSignInResult.TooManyTries tooMany:
                http.HttpContext!.Response.AskToWait(StatusCodes.Status429TooManyRequests, tooMany.RetryAfter);
                modelState.AddModelError("code", texts["signin_link.too_many_codes"]);
                return null;
            default:
                modelState.AddModelError("code", texts[result is LinkSignInResult.Wrong ? "signin_link.rejected" : "signin_link.void"]);
                return null;
        }
    }
}
