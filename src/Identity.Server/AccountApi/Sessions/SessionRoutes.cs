using Identity.Hosting.Problems;
using Identity.Server.AccountApi.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Identity.Server.AccountApi.Sessions;

/// <summary>Where a person is signed in.</summary>
internal static class SessionRoutes
{
    public static void MapSessions(this RouteGroupBuilder api)
    {
        api.MapGet("/sessions", List)
            .WithName("listSessions").WithTags("Sessions").WithSummary("List the sessions")
            .WithDescription("Every browser in which the person is signed in, the last used first.");
        api.MapDelete("/sessions/{sid}", End)
            .WithName("endSession").WithTags("Sessions").WithSummary("End a session")
            .WithDescription("Everything that was given in it is dead at once, and its apps are told by back channel. With the `sid` of the access token's own session this is how an app signs the person out.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/sessions/revoke-others", EndOthers)
            .WithName("endOtherSessions").WithTags("Sessions").WithSummary("End all other sessions")
            .WithDescription("All but the session of the access token.");
    }

    private static async Task<Ok<PersonSessions>> List(Caller caller, OwnSessions sessions, CancellationToken ct)
        => TypedResults.Ok(new PersonSessions(await sessions.ListAsync(caller, ct)));

    private static async Task<Results<NoContent, ProblemHttpResult>> End(string sid, Caller caller, OwnSessions sessions, CancellationToken ct)
        => await sessions.EndAsync(caller, sid, ct)
            ? TypedResults.NoContent()
            : Problem.Of("not-found", StatusCodes.Status404NotFound, "There is no such session", "It has ended, or is none of this person's.");

    private static async Task<NoContent> EndOthers(Caller caller, OwnSessions sessions, CancellationToken ct)
    {
        await sessions.EndOthersAsync(caller, ct);
        return TypedResults.NoContent();
    }
}
