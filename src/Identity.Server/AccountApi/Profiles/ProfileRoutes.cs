using System.ComponentModel;
using System.Text;
using Identity.Core.Users;
using Identity.Hosting.Problems;
using Identity.Server.AccountApi.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Identity.Server.AccountApi.Profiles;

/// <summary>What a person says about themselves.</summary>
internal static class ProfileRoutes
{
    public static void MapProfile(this RouteGroupBuilder api)
    {
        api.MapGet("/profile", Read)
            .WithName("readProfile").WithTags("Profile").WithSummary("Read the profile")
            .WithDescription("`ETag` is the version of the profile: send it as `If-Match` with a change.");
        api.MapPatch("/profile", Change)
            .WithName("changeProfile").WithTags("Profile").WithSummary("Change the profile")
            .WithDescription("A JSON merge patch (RFC 7396): members that are named change, null takes a value away, the others stay. All of it is done, or nothing. With `If-Match` it is done only when the profile is still of that version.")
            .Accepts<PersonProfile>("application/merge-patch+json", "application/json")
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
    }

    private static Ok<PersonProfile> Read(Caller caller, HttpResponse response) => Answer(caller.User, response);

    private static async Task<Results<Ok<PersonProfile>, ProblemHttpResult>> Change(
        Caller caller, HttpRequest request, ProfileChanges changes,
        [FromHeader(Name = "If-Match"), Description("The version that the change is for: the `ETag` of an earlier answer.")] string? ifMatch, CancellationToken ct)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var patch = await reader.ReadToEndAsync(ct);
        return await changes.ApplyAsync(caller.User.Id, caller.Client.ClientId, patch, Expected(ifMatch), ct) switch
        {
            ProfileResult.Done done => Answer(done.User, request.HttpContext.Response),
            ProfileResult.Rejected rejected => Problem.OfInput(rejected.Errors),
            _ => Problem.Of("profile-changed", StatusCodes.Status412PreconditionFailed, "The profile was changed by somebody else", "Read it again, and repeat what is still to be changed."),
        };
    }

    private static Ok<PersonProfile> Answer(User user, HttpResponse response)
    {
        response.Headers.ETag = PersonProfile.ETag(user);
        return TypedResults.Ok(PersonProfile.Of(user));
    }

    // RFC 9110, section 13.1.1. What can't be read is no version that there is.
    private static Func<string, bool>? Expected(string? ifMatch)
    {
        if (ifMatch is null) return null;

        _ = EntityTagHeaderValue.TryParseStrictList([ifMatch], out var versions);
        return current => versions?.Any(version => version.Equals(EntityTagHeaderValue.Any) || (!version.IsWeak && version.Tag == current)) == true;
    }
}
