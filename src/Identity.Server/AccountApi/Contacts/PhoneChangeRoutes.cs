using System.ComponentModel;
using System.Text.Json.Serialization;
using Identity.Core.Phones;
using Identity.Hosting.Localization;
using Identity.Hosting.Problems;
using Identity.Server.Account.Contacts;
using Identity.Server.Account.Phones;
using Identity.Server.AccountApi.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Identity.Server.AccountApi.Contacts;

/// <summary>Another phone number, in two calls: asked for, and proved by the code that was sent there. Or none, in one.</summary>
internal static class PhoneChangeRoutes
{
    public static void MapPhoneChange(this RouteGroupBuilder api)
    {
        api.MapPut("/phone", Ask).RequireRecentSignIn()
            .WithName("changePhone").WithTags("Contact").WithSummary("Ask for another phone number")
            .WithDescription("Needs a recent sign-in. A code is sent to the new number by text message; until it comes back, the account keeps the one before. A number that another account has gets the same.")
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        api.MapPost("/phone/verify", Verify).RequireRecentSignIn()
            .WithName("verifyPhone").WithTags("Contact").WithSummary("Prove the new phone number")
            .WithDescription("With the code that was sent there. The owner is told by mail and can take the change back. Another account that had the number has none then.")
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        api.MapDelete("/phone", Remove).RequireRecentSignIn()
            .WithName("removePhone").WithTags("Contact").WithSummary("Remove the phone number")
            .WithDescription("Needs a recent sign-in. The owner is told by mail and can take the change back.");
    }

    private static async Task<Results<Accepted<PhoneChangeWaits>, ProblemHttpResult>> Ask(
        Caller caller, PhoneChangeBody body, OwnPhone own, PhoneNumberParser numbers, Texts texts, IOptions<PhoneChangeOptions> options, HttpContext http, CancellationToken ct)
    {
        if (!own.IsOn) return Problem.Of("not-found", StatusCodes.Status404NotFound, "No text messages are sent here");

        var typed = numbers.Parse(body.PhoneNumber);
        if (typed is PhoneNumberResult.Refused refused) return Refuse("phone_number", texts[refused.Text]);

        var number = ((PhoneNumberResult.Read)typed).Number;
        if (AccountPhones.Has(caller.User, number.E164)) return Refuse("phone_number", texts["phone_change.phone_number.same"]);

        var (handle, wait) = await own.AskAsync(caller, number, ct);
        return wait is { } time
            ? WaitProblem.Of(http, time, StatusCodes.Status429TooManyRequests, "too-many-tries", "Too many text messages were asked for")
            : TypedResults.Accepted((string?)null, new PhoneChangeWaits { PhoneChange = handle, ExpiresIn = (int)options.Value.CodeLifetime.TotalSeconds });
    }

    private static async Task<Results<Ok<PhoneNumber>, ProblemHttpResult>> Verify(Caller caller, PhoneProofBody body, OwnPhone own, Texts texts, HttpContext http, CancellationToken ct)
    {
        var (result, wait) = await own.ProveAsync(caller, body.PhoneChange ?? "", body.Code, ct);
        if (wait is { } time) return WaitProblem.Of(http, time, StatusCodes.Status429TooManyRequests, "too-many-tries", "There were too many wrong codes");

        return result switch
        {
            ContactProofResult.Done => TypedResults.Ok(new PhoneNumber { Number = caller.User.PhoneNumber, IsVerified = true }),
            ContactProofResult.Wrong => Refuse("code", texts["phone_change.rejected"]),
            _ => Refuse("code", texts["phone_change.void"]),
        };
    }

    private static async Task<NoContent> Remove(Caller caller, OwnPhone own, CancellationToken ct)
    {
        await own.RemoveAsync(caller, ct);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult Refuse(string member, string text) => Problem.OfInput(new Dictionary<string, string[]> { [member] = [text] });
}

[Description("The wish for another phone number.")]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PhoneChangeBody
{
    [Description("The new one, with its country code.")]
    public string? PhoneNumber { get; init; }
}

[Description("A change that waits for its code.")]
internal sealed record PhoneChangeWaits
{
    [Description("Goes with the code. Keep it as you keep a token.")]
    public required string PhoneChange { get; init; }

    [Description("How long the code works, in seconds.")]
    public required int ExpiresIn { get; init; }
}

[Description("The proof that a phone number belongs to the person.")]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PhoneProofBody
{
    [Description("Of the answer to the wish.")]
    public string? PhoneChange { get; init; }

    [Description("What was sent.")]
    public string? Code { get; init; }
}
