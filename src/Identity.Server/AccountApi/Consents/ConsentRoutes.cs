using System.ComponentModel;
using Identity.Hosting.Problems;
using Identity.Server.Account.Apps;
using Identity.Server.AccountApi.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Identity.Server.AccountApi.Consents;

/// <summary>What a person allowed apps.</summary>
internal static class ConsentRoutes
{
    public static void MapConsents(this RouteGroupBuilder api)
    {
        api.MapGet("/consents", List)
            .WithName("listConsents").WithTags("Consents").WithSummary("List the connected apps")
            .WithDescription("The apps that the person was asked about and allowed something. The operator's own apps do not ask, and are not here.");
        api.MapDelete("/consents/{client_id}", Withdraw)
            .WithName("withdrawConsent").WithTags("Consents").WithSummary("Remove the access of an app")
            .WithDescription("What was allowed is forgotten, and everything that the app was given is dead at once: it has to ask again.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<PersonConsents>> List(Caller caller, ConnectedApps apps, CancellationToken ct)
        => TypedResults.Ok(new PersonConsents([.. (await apps.ListAsync(caller.User.Id, ct)).Select(PersonConsent.Of)]));

    private static async Task<Results<NoContent, ProblemHttpResult>> Withdraw(
        [Microsoft.AspNetCore.Mvc.FromRoute(Name = "client_id")] string clientId, Caller caller, ConnectedApps apps, CancellationToken ct)
        => await apps.WithdrawAsync(caller.User.Id, clientId, ct, through: caller.Client.ClientId)
            ? TypedResults.NoContent()
            : Problem.Of("not-found", StatusCodes.Status404NotFound, "There is no such app", "This person has allowed it nothing.");
}

[Description("The apps that the person allowed something.")]
internal sealed record PersonConsents(IReadOnlyList<PersonConsent> Consents);

[Description("What the person allowed an app.")]
internal sealed record PersonConsent
{
    public required string ClientId { get; init; }

    [Description("What people call the app.")]
    public required string ClientName { get; init; }

    [Description("Its website, when it named one.")]
    public string? ClientUri { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    [Description("When the person first allowed it something.")]
    public required DateTime CreatedAt { get; init; }

    [Description("When the person last signed in to it.")]
    public DateTime? LastUsedAt { get; init; }

    public static PersonConsent Of(ConnectedApp app) => new()
    {
        ClientId = app.ClientId,
        ClientName = app.Name,
        ClientUri = app.Website,
        Scopes = [.. app.Scopes.Select(scope => scope.Name)],
        CreatedAt = app.AllowedAt,
        LastUsedAt = app.UsedAt,
    };
}
