using System.ComponentModel;
using System.Text.Json.Serialization;
using Identity.Hosting.Problems;
using Identity.Server.Account.Profiles;
using Identity.Server.AccountApi.Access;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Identity.Server.AccountApi.Profiles;

/// <summary>The name that a person signs in with beside the address.</summary>
internal static class UserNameRoutes
{
    public static void MapUserName(this RouteGroupBuilder api)
        => api.MapPut("/username", Change).RequireRecentSignIn()
            .WithName("changeUsername").WithTags("Profile").WithSummary("Change the username")
            .WithDescription("Needs a recent sign-in. It is the `preferred_username` of the profile; null takes it away from somebody who has an email address. Each try tells whether another account has the name, so there are only so many.")
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<Results<NoContent, ProblemHttpResult>> Change(
        Caller caller, UserNameBody body, UserNames names, BrowserSessions browsers, HttpContext http, CancellationToken ct)
    {
        if (!names.IsOn) return Problem.Of("not-found", StatusCodes.Status404NotFound, "Usernames are not changed here");

        return await names.ChangeAsync(caller.User.Id, body.Username, browsers.Actor(caller.User.Id, caller.Client.ClientId), ct) switch
        {
            UserNameResult.Done => TypedResults.NoContent(),
            UserNameResult.Rejected rejected => Problem.OfInput(new Dictionary<string, string[]> { ["username"] = [.. rejected.Problems] }),
            UserNameResult.TooMany tooMany => WaitProblem.Of(http, tooMany.RetryAfter, StatusCodes.Status429TooManyRequests, "too-many-tries", "Too many names were tried"),
            var other => throw new InvalidOperationException($"There is no answer for {other}."),
        };
    }
}

[Description("Another username.")]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record UserNameBody
{
    [Description("The new one, without @ and spaces and with a letter; null for none.")]
    public string? Username { get; init; }
}
