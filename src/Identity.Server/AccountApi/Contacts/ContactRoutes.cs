using System.ComponentModel;
using Identity.Server.AccountApi.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Identity.Server.AccountApi.Contacts;

/// <summary>Where a person can be reached.</summary>
internal static class ContactRoutes
{
    public static void MapContacts(this RouteGroupBuilder api)
    {
        api.MapGet("/email", Email)
            .WithName("readEmail").WithTags("Contact").WithSummary("Read the email address")
            .WithDescription("And whether the person has proved that it is theirs. Without an address there is only `email_verified`.");
        api.MapGet("/phone", Phone)
            .WithName("readPhone").WithTags("Contact").WithSummary("Read the phone number")
            .WithDescription("And whether the person has proved that it is theirs. Without a number there is only `phone_number_verified`.");
    }

    private static Ok<EmailAddress> Email(Caller caller)
        => TypedResults.Ok(new EmailAddress { Email = caller.User.Email, EmailVerified = caller.User is { Email: not null, EmailConfirmed: true } });

    private static Ok<PhoneNumber> Phone(Caller caller)
        => TypedResults.Ok(new PhoneNumber { Number = caller.User.PhoneNumber, IsVerified = caller.User is { PhoneNumber: not null, PhoneNumberConfirmed: true } });
}

[Description("The email address.")]
internal sealed record EmailAddress
{
    public string? Email { get; init; }

    [Description("Whether the person has proved that it is theirs.")]
    public required bool EmailVerified { get; init; }
}

[Description("The phone number.")]
internal sealed record PhoneNumber
{
    [System.Text.Json.Serialization.JsonPropertyName("phone_number")]
    public string? Number { get; init; }

    [System.Text.Json.Serialization.JsonPropertyName("phone_number_verified")]
    [Description("Whether the person has proved that it is theirs.")]
    public required bool IsVerified { get; init; }
}
