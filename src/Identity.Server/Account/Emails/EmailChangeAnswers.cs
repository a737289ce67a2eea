using Identity.Hosting.Localization;
using Identity.Server.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Identity.Server.Account.Emails;

/// <summary>Says on a page what became of the wish for another address.</summary>
internal sealed class EmailChangeAnswers(Texts texts, IHttpContextAccessor http)
{
    private HttpResponse Response => http.HttpContext!.Response;

    /// <returns>True when the mail is on its way.</returns>
    public bool Tell(EmailChangeResult result, ModelStateDictionary modelState)
    {
        switch (result)
        {
            case EmailChangeResult.Sent:
                return true;
            case EmailChangeResult.Same:
                modelState.AddModelError("email", texts["email_change.email.same"]);
                return false;
            case EmailChangeResult.Stale:
                modelState.AddModelError("", texts["email_change.stale"]);
                return false;
            case EmailChangeResult.WrongPassword:
                modelState.AddModelError("password", texts["password.current.wrong"]);
                return false;
            case EmailChangeResult.TooManyTries tooMany:
                Response.AskToWait(StatusCodes.Status429TooManyRequests, tooMany.RetryAfter);
                modelState.AddModelError("", texts.Count("signin.too_many", Waiting.InMinutes(tooMany.RetryAfter)));
                return false;
            case EmailChangeResult.TooManyRequests tooMany:
                Response.AskToWait(StatusCodes.Status429TooManyRequests, tooMany.RetryAfter);
                modelState.AddModelError("", texts.Count("email_change.too_many", Waiting.InMinutes(tooMany.RetryAfter)));
                return false;
            case EmailChangeResult.Busy busy:
                Response.AskToWait(StatusCodes.Status503ServiceUnavailable, busy.RetryAfter);
                modelState.AddModelError("", texts["signin.busy"]);
                return false;
            default:
                throw new InvalidOperationException($"There is no answer for {result}.");
        }
    }
}
