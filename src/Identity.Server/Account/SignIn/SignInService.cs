using Identity.Core.Data;
using Identity.Core.Users;
using Identity.Hosting.Localization;
using Identity.Server.Account.Notices;
using Identity.Server.Flows;
using Identity.Server.Protocol.Authorization;
using Identity.Server.Sessions;
using Identity.Server.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Identity.Server.Account.SignIn;

/// <summary>What the sign-in page does.</summary>
internal sealed class SignInService(
    PasswordSignIn passwords, DeviceCookie device, NewDevices newDevices, BrowserSessions browsers, AuthorizationQuestions questions, PasswordSignInRecord record,
    IdentityDb db, Texts texts, IHttpContextAccessor http)
{
    private HttpContext Http => http.HttpContext!;

    /// <summary>Whether somebody is signed in already as the request wants it: another tab was quicker.</summary>
    public async Task<bool> IsDoneAsync(FlowStep? step, CancellationToken ct)
    {
        if (step is null) return (await browsers.AliveAsync(ct)).Count > 0;

        var request = Flows.Flows.Request(step.Flow);
        if (step.Client is null || request.IdTokenHint is not null) return false;
        return await AuthorizationRules.NextAsync(await questions.CreateAsync(request, step.Client, step.Flow, null, ct)) is not (AuthorizationStep.SignIn or AuthorizationStep.SignUp);
    }

    /// <summary>The name that the application knows the person by.</summary>
    public static string? SuggestedName(FlowStep? step) => step is null ? null : Flows.Flows.Request(step.Flow).LoginHint;

    /// <summary>Checks the password and signs the person in; otherwise says why not in the model state and the status code.</summary>
    public async Task<bool> TryAsync(SignInInput input, FlowStep? step, ModelStateDictionary modelState, CancellationToken ct)
    {
        var origin = new SignInOrigin(Http.Connection.RemoteIpAddress, device.Read(Http));
        var result = await passwords.CheckAsync(input.Username!, input.Password!, origin, ct);
        await record.AddAsync(result, step?.Client?.ClientId, ct);

        switch (result)
        {
            case PasswordSignInResult.Success success:
                await CompleteAsync(success.User, SignInMethod.Password, input.Remember, step, ct);
                return true;

            case PasswordSignInResult.Disabled:
                modelState.AddModelError("", texts["signin.disabled"]);
                return false;

            case PasswordSignInResult.TooManyTries tooMany:
                Http.Response.AskToWait(StatusCodes.Status429TooManyRequests, tooMany.RetryAfter);
                modelState.AddModelError("", texts.Count("signin.too_many", Waiting.InMinutes(tooMany.RetryAfter)));
                return false;

            case PasswordSignInResult.Busy busy:
                Http.Response.AskToWait(StatusCodes.Status503ServiceUnavailable, busy.RetryAfter);
                modelState.AddModelError("", texts["signin.busy"]);
                return false;

            default:
                modelState.AddModelError("username", texts["signin.rejected"]);
                modelState.AddModelError("password", texts["signin.rejected"]);
                return false;
        }
    }

    /// <summary>Signs a proven person in to this browser and tells the flow.</summary>
    public async Task CompleteAsync(User user, SignInMethod method, bool remember, FlowStep? step, CancellationToken ct)
    {
        await newDevices.TellAsync(user, device.Read(Http), ct);
        var session = await browsers.SignInAsync(user, method, remember, ct);
        if (step is not null)
        {
            step.Flow.ChangeSession(session.Id);
            step.Flow.AuthenticatedAt = session.AuthenticatedAt;
        }

        await db.SaveChangesAsync(ct);
        device.Remember(Http, user);
    }
}
