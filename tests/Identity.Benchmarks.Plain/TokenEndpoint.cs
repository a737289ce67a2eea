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

internal static class TokenEndpoint
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static async Task<IResult> AnswerAsync(HttpContext http, UserManager<IdentityUser> users, SignInManager<IdentityUser> signIns, IOpenIddictScopeManager scopes)
    {
        var request = http.GetOpenIddictServerRequest()!;
        return request.IsClientCredentialsGrantType() ? await ForServiceAsync(request, scopes) : await ForPersonAsync(http, users, signIns);
    }

    private static async Task<IResult> ForServiceAsync(OpenIddictRequest request, IOpenIddictScopeManager scopes)
    {
        var identity = new ClaimsIdentity(TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, request.ClientId);
        identity.SetScopes(request.GetScopes());
        var resources = ImmutableArray.CreateBuilder<string>();
        await foreach (var resource in scopes.ListResourcesAsync(identity.GetScopes())) resources.Add(resource);
        identity.SetResources(resources.ToImmutable());
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        return Results.SignIn(new ClaimsPrincipal(identity), properties: null, Scheme);
    }

    private static async Task<IResult> ForPersonAsync(HttpContext http, UserManager<IdentityUser> users, SignInManager<IdentityUser> signIns)
    {
        var presented = (await http.AuthenticateAsync(Scheme)).Principal!;
        if (await users.FindByIdAsync(presented.GetClaim(Claims.Subject)!) is not { } user || !await signIns.CanSignInAsync(user)) return Results.Forbid(authenticationSchemes: [Scheme]);

        var identity = new ClaimsIdentity(presented.Claims, TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, await users.GetUserIdAsync(user))
            .SetClaim(Claims.Email, await users.GetEmailAsync(user))
            .SetClaim(Claims.Name, await users.GetUserNameAsync(user))
            .SetClaim(Claims.PreferredUsername, await users.GetUserNameAsync(user))
            .SetClaims(Claims.Role, [.. await users.GetRolesAsync(user)]);
        identity.SetDestinations(ClaimDestinations.Of);
        return Results.SignIn(new ClaimsPrincipal(identity), properties: null, Scheme);
    }
}
