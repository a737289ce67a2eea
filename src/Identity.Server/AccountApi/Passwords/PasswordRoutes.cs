using System.ComponentModel;
using System.Text.Json.Serialization;
using Identity.Core.Data;
using Identity.Hosting.Localization;
using Identity.Hosting.Problems;
using Identity.Server.Account.Passwords;
using Identity.Server.Account.Passwords.Change;
using Identity.Server.Account.SignIn;
using Identity.Server.AccountApi.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.AccountApi.Passwords;

/// <summary>The password, which can only be changed.</summary>
internal static class PasswordRoutes
{
    public static void MapPassword(this RouteGroupBuilder api)
        => api.MapPut("/password", Change).RequireRecentSignIn()
            .WithName("changePassword").WithTags("Password").WithSummary("Change the password")
            .WithDescription("Needs the current password and a recent sign-in. The session of the access token stays; all others end, with everything that was given in them, and the owner gets a mail. Wrong passwords count as wrong sign-ins do.")
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<NoContent, ProblemHttpResult>> Change(
        Caller caller, PasswordChangeBody body, PasswordChange change, IdentityDb db, Texts texts, HttpContext http, CancellationToken ct)
    {
        var errors = new Dictionary<string, string[]>();
        if (string.IsNullOrEmpty(body.Password)) errors["password"] = [texts["password.current.required"]];
        if (string.IsNullOrEmpty(body.NewPassword)) errors["new_password"] = [texts["password.new.required"]];
        if (errors.Count > 0) return Problem.OfInput(errors);

        var user = await db.Users.SingleAsync(u => u.Id == caller.User.Id, ct);
        if (user.PasswordHash is null)
        {
            return Problem.Of("no-password", StatusCodes.Status409Conflict, "The account has no password", "The person chooses the first one by way of a mail: at /forgot.");
        }

        // Whoever sends a token from a browser is no known device by its cookie: cookies count for nothing here.
        var owner = new PasswordOwner(user, caller.SessionId, new SignInOrigin(http.Connection.RemoteIpAddress, null), caller.Client.ClientId);
        return await change.SetAsync(owner, body.Password!, body.NewPassword!, ct) switch
        {
            NewPasswordResult.Done => TypedResults.NoContent(),
            NewPasswordResult.Rejected rejected => Problem.OfInput(rejected.Problems.GroupBy(p => p.Field).ToDictionary(field => field.Key, field => field.Select(p => p.Text).ToArray())),
            NewPasswordResult.TooMany tooMany => WaitProblem.Of(http, tooMany.RetryAfter, StatusCodes.Status429TooManyRequests, "too-many-tries", "There were too many wrong passwords"),
            NewPasswordResult.Busy busy => WaitProblem.Of(http, busy.RetryAfter, StatusCodes.Status503ServiceUnavailable, "service-unavailable", "Too many passwords are being checked at once"),
            var other => throw new InvalidOperationException($"There is no answer for {other}."),
        };
    }
}

[Description("A change of the password.")]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PasswordChangeBody
{
    [Description("The current one.")]
    public string? Password { get; init; }

    [Description("The one that takes its place.")]
    public string? NewPassword { get; init; }
}
