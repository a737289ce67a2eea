using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Benchmarks.Plain;

internal static class AuthorizationEndpoint
{
    public static async Task<IResult> AnswerAsync(
        HttpContext http, UserManager<IdentityUser> users, IOpenIddictApplicationManager applications, IOpenIddictAuthorizationManager authorizations, IOpenIddictScopeManager scopes)
    {
        var request = http.GetOpenIddictServerRequest()!;
        var signedIn = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        if (!signedIn.Succeeded) return Results.Challenge(authenticationSchemes: [IdentityConstants.ApplicationScheme]);

        var user = (await users.GetUserAsync(signedIn.Principal))!;
        var application = (await applications.FindByClientIdAsync(request.ClientId!))!;
        var subject = await users.GetUserIdAsync(user);
        var client = (await applications.GetIdAsync(application))!;
        object? authorization = null;
        await foreach (var known in authorizations.FindAsync(subject, client, Statuses.Valid, AuthorizationTypes.Permanent, request.GetScopes())) authorization = known;

        var identity = new ClaimsIdentity(TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, subject)
            .SetClaim(Claims.Email, await users.GetEmailAsync(user))
            .SetClaim(Claims.Name, await users.GetUserNameAsync(user))
            .SetClaim(Claims.PreferredUsername, await users.GetUserNameAsync(user))
            .SetClaims(Claims.Role, [.. await users.GetRolesAsync(user)]);
        identity.SetScopes(request.GetScopes());
        var resources = ImmutableArray.CreateBuilder<string>();
        await foreach (var resource in scopes.ListResourcesAsync(identity.GetScopes())) resources.Add(resource);
        identity.SetResources(resources.ToImmutable());

        authorization ??= await authorizations.CreateAsync(identity, subject, client, AuthorizationTypes.Permanent, identity.GetScopes());
        identity.SetAuthorizationId(await authorizations.GetIdAsync(authorization));
        identity.SetDestinations(ClaimDestinations.Of);
        return Results.SignIn(new ClaimsPrincipal(identity), properties: null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}
