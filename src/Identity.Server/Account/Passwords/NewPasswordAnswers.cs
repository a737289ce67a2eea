using Identity.Hosting.Localization;
using Identity.Server.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Identity.Server.Account.Passwords;

/// <summary>Says on a page what became of a new password.</summary>
internal sealed class NewPasswordAnswers(Texts texts, IHttpContextAccessor http)
{
    /// <returns>True when it is set.</returns>
    public bool Tell(NewPasswordResult result, ModelStateDictionary modelState)
    {
        var response = http.HttpContext!.Response;
        switch (result)
        {
            case NewPasswordResult.Done:
                return true;
            case NewPasswordResult.Rejected rejected:
                foreach (var (field, text) in rejected.Problems) modelState.AddModelError(field, text);
                return false;
            case NewPasswordResult.TooMany tooMany:
                response.AskToWait(StatusCodes.Status429TooManyRequests, tooMany.RetryAfter);
                modelState.AddModelError("", texts.Count("signin.too_many", Waiting.InMinutes(tooMany.RetryAfter)));
                return false;
            case NewPasswordResult.Busy busy:
                response.AskToWait(StatusCodes.Status503ServiceUnavailable, busy.RetryAfter);
                modelState.AddModelError("", texts["signin.busy"]);
                return false;
            default:
                throw new InvalidOperationException($"There is no answer for {result}.");
        }
    }
}
