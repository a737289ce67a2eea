using Identity.Hosting.Localization;
using Identity.Server.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Identity.Server.Account.Contacts;

/// <summary>Says on a page what became of the wish for another address or number.</summary>
internal sealed class ContactChangeAnswers(Texts texts, IHttpContextAccessor http)
{
    private HttpResponse Response => http.HttpContext!.Response;

    /// <param name="result">What became of it.</param>
    /// <param name="modelState">Of the page.</param>
    /// <param name="area">Where its texts are, such as <c>email_change</c>.</param>
    /// <param name="field">Where the wish is entered, such as <c>email</c>.</param>
    /// <returns>True when it is done.</returns>
    public bool Tell(ContactChangeResult result, ModelStateDictionary modelState, string area, string field)
    {
        switch (result)
        {
            case ContactChangeResult.Done:
                return true;
            case ContactChangeResult.Same:
                modelState.AddModelError(field, texts[$"{area}.{field}.same"]);
                return false;
            case ContactChangeResult.Stale:
                modelState.AddModelError("", texts[$"{area}.stale"]);
                return false;
            case ContactChangeResult.WrongPassword:
                modelState.AddModelError("password", texts["password.current.wrong"]);
                return false;
            case ContactChangeResult.TooManyTries tooMany:
                Response.AskToWait(StatusCodes.Status429TooManyRequests, tooMany.RetryAfter);
                modelState.AddModelError("", texts.Count("signin.too_many", Waiting.InMinutes(tooMany.RetryAfter)));
                return false;
            case ContactChangeResult.TooManyRequests tooMany:
                Response.AskToWait(StatusCodes.Status429TooManyRequests, tooMany.RetryAfter);
                modelState.AddModelError("", texts.Count($"{area}.too_many", Waiting.InMinutes(tooMany.RetryAfter)));
                return false;
            case ContactChangeResult.Busy busy:
                Response.AskToWait(StatusCodes.Status503ServiceUnavailable, busy.RetryAfter);
                modelState.AddModelError("", texts["signin.busy"]);
                return false;
            default:
                throw new InvalidOperationException($"There is no answer for {result}.");
        }
    }
}
