using System.Globalization;
using Identity.Core.Scopes;
using Identity.Hosting.Problems;
using Identity.Hosting.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Server.AccountApi.Access;

/// <summary>Why a request is not let through: for programs in <c>WWW-Authenticate</c> (RFC 6750, section 3) and as a problem document.</summary>
/// <param name="Status">Of the answer.</param>
/// <param name="Problem">The code of the problem.</param>
/// <param name="Title">Of the problem.</param>
/// <param name="Detail">What was wrong, in ASCII.</param>
/// <param name="Error">The code in the header; null when the request had no token at all.</param>
/// <param name="Parameter">A further parameter of the header.</param>
internal sealed record Refusal(int Status, string Problem, string Title, string Detail, string? Error, (string Name, string Value)? Parameter = null)
{
    public static readonly Refusal Missing = new(
        StatusCodes.Status401Unauthorized, "unauthorized", "An access token is needed", "Send one in the header: 'Authorization: Bearer ...'.", null);

    public static readonly Refusal InAddress = new(
        StatusCodes.Status400BadRequest, "bad-request", "The access token is in the wrong place", "The access token belongs in the Authorization header, not in the address.", Errors.InvalidRequest);

    public static readonly Refusal Foreign = new(
        StatusCodes.Status403Forbidden, "third-party-app", "This app may not manage accounts", "Only the operator's own apps ('first_party') may.", Errors.InsufficientScope);

    public static Refusal Invalid(string why) => new(StatusCodes.Status401Unauthorized, "invalid-token", "The access token is refused", why, Errors.InvalidToken);

    public static Refusal Narrow(string why)
        => new(StatusCodes.Status403Forbidden, "insufficient-scope", "The access token does not allow this", why, Errors.InsufficientScope, (Parameters.Scope, BuiltInScopes.Account));

    /// <summary>RFC 9470, section 3.</summary>
    public static Refusal TooOld(TimeSpan maxAge)
    {
        var seconds = ((long)maxAge.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return new(
            StatusCodes.Status401Unauthorized, "sign-in-too-old", "The person has to sign in again",
            $"The sign-in is more than {seconds} seconds ago. Send the person to sign in with max_age={seconds}, and come back with the new access token.",
            "insufficient_user_authentication", (Parameters.MaxAge, seconds));
    }

    public string Challenge(string realm)
    {
        List<(string Name, string Value)> parameters = [("realm", realm)];
        if (Error is not null) parameters.AddRange([(Parameters.Error, Error), (Parameters.ErrorDescription, Detail)]);
        if (Parameter is { } further) parameters.Add(further);
        return "Bearer " + string.Join(", ", parameters.Select(p => $"{p.Name}=\"{p.Value.Replace("\\", "", StringComparison.Ordinal).Replace('"', '\'')}\""));
    }
}

internal static class Refusals
{
    public static Task RefuseAsync(this HttpContext http, Refusal refusal)
    {
        http.Response.Headers.WWWAuthenticate = refusal.Challenge(http.RequestServices.GetRequiredService<IOptions<ServerAddressOptions>>().Value.Issuer);
        return Problem.Of(refusal.Problem, refusal.Status, refusal.Title, refusal.Detail).ExecuteAsync(http);
    }
}
