using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Benchmarks.Plain;

internal static class UserInfoEndpoint
{
    public static async Task<IResult> AnswerAsync(HttpContext http, UserManager<IdentityUser> users)
    {
        var token = (await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal!;
        if (await users.FindByIdAsync(token.GetClaim(Claims.Subject)!) is not { } user) return Results.Challenge(authenticationSchemes: [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);

        var claims = new Dictionary<string, object>(StringComparer.Ordinal) { [Claims.Subject] = await users.GetUserIdAsync(user) };
        if (token.HasScope(Scopes.Profile)) claims[Claims.PreferredUsername] = (await users.GetUserNameAsync(user))!;
        if (token.HasScope(Scopes.Email))
        {
            claims[Claims.Email] = (await users.GetEmailAsync(user))!;
            claims[Claims.EmailVerified] = await users.IsEmailConfirmedAsync(user);
        }

        return Results.Json(claims);
    }
}
