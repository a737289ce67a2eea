using System.ComponentModel;
using System.Text.Json.Serialization;
using Identity.Hosting.Localization;
using Identity.Hosting.Problems;
using Identity.Server.Account.Contacts;
using Identity.Server.Account.Emails;
using Identity.Server.Account.Proofs;
using Identity.Server.AccountApi.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Identity.Server.AccountApi.Contacts;

/// <summary>Another address, in two calls: asked for, and proved by the code that was mailed there.</summary>
internal static class EmailChangeRoutes
{
    public static void MapEmailChange(this RouteGroupBuilder api)
    {
        api.MapPut("/email", Ask).RequireRecentSignIn()
            .WithName("changeEmail").WithTags("Contact").WithSummary("Ask for another email address")
            .WithDescription("Needs a recent sign-in. A code is mailed to the new address; until it comes back, the account keeps the one before. An address that has an account gets the same answer here, and another mail.")
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        api.MapPost("/email/verify", Verify).RequireRecentSignIn()
            .WithName("verifyEmail").WithTags("Contact").WithSummary("Prove the new email address")
            .WithDescription("With the code that was mailed there. The address before is told, and can take the change back. Links that were mailed there prove nothing any more.")
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    private static async Task<Results<Accepted<EmailChangeWaits>, ProblemHttpResult>> Ask(
        Caller caller, EmailChangeBody body, OwnEmail own, Texts texts, IOptions<EmailChangeOptions> options, HttpContext http, CancellationToken ct)
    {
        if (!TypedAddress.IsPossible(body.Email)) return Refuse("email", texts["email_change.email.required"]);
        if (EmailAddresses.Has(caller.User, body.Email!)) return Refuse("email", texts["email_change.email.same"]);

        var (handle, wait) = await own.AskAsync(caller, body.Email!, ct);
        return wait is { } time
            ? WaitProblem.Of(http, time, StatusCodes.Status429TooManyRequests, "too-many-tries", "Too many changes were asked for")
            : TypedResults.Accepted((string?)null, new EmailChangeWaits { EmailChange = handle, ExpiresIn = (int)options.Value.LinkLifetime.TotalSeconds });
    }

    private static async Task<Results<Ok<EmailAddress>, ProblemHttpResult>> Verify(Caller caller, EmailProofBody body, OwnEmail own, Texts texts, HttpContext http, CancellationToken ct)
    {
        var (result, wait) = await own.ProveAsync(caller, body.EmailChange ?? "", body.Code, http.Connection.RemoteIpAddress, ct);
        if (wait is { } time) return WaitProblem.Of(http, time, StatusCodes.Status429TooManyRequests, "too-many-tries", "There were too many wrong codes");

        return result switch
        {
            ContactProofResult.Done => TypedResults.Ok(new EmailAddress { Email = caller.User.Email, EmailVerified = true }),
            ContactProofResult.Wrong => Refuse("code", texts["email_change.rejected"]),
            _ => Refuse("code", texts["email_change.void"]),
        };
    }

    private static ProblemHttpResult Refuse(string member, string text) => Problem.OfInput(new Dictionary<string, string[]> { [member] = [text] });
}

[Description("The wish for another email address.")]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record EmailChangeBody
{
    [Description("The new one.")]
    public string? Email { get; init; }
}

[Description("A change that waits for its code.")]
internal sealed record EmailChangeWaits
{
    [Description("Goes with the code. Keep it as you keep a token.")]
    public required string EmailChange { get; init; }

    [Description("How long the code works, in seconds.")]
    public required int ExpiresIn { get; init; }
}

[Description("The proof that an address belongs to the person.")]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record EmailProofBody
{
    [Description("Of the answer to the wish.")]
    public string? EmailChange { get; init; }

    [Description("What was mailed.")]
    public string? Code { get; init; }
}
