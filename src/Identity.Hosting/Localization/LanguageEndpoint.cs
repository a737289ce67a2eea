using Identity.Hosting.Roles;
using Identity.Hosting.Settings;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace Identity.Hosting.Localization;

/// <summary>Remembers the language that a person picks at the foot of a page.</summary>
internal static class LanguageEndpoint
{
    public const string Path = "/language";

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(400);

    public static void MapLanguageChoice(this IEndpointRouteBuilder endpoints)
        => endpoints.MapPost(Path, Choose).DisableAntiforgery();

    private static async Task<RedirectHttpResult> Choose(
        HttpContext context, IAntiforgery antiforgery, Texts texts, RoleName role, RoleAddress address,
        [FromForm] string? language, [FromForm] string? back)
    {
        var known = texts.Languages.FirstOrDefault(l => string.Equals(l.Name, language, StringComparison.OrdinalIgnoreCase));
        if (known is not null && await antiforgery.IsRequestValidAsync(context))
        {
            context.Response.Cookies.Append(LanguageChoice.CookieName(role), known.Name, new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                SameSite = SameSiteMode.Lax,
                Secure = address.IsHttps,
                MaxAge = Remembered,
            });
        }

        return TypedResults.LocalRedirect(IsLocal(back) ? $"~{WithoutHint(back!)}" : "~/");
    }

    // What an app asked for would win over what the person has just picked.
    private static string WithoutHint(string address)
    {
        var query = address.IndexOf('?', StringComparison.Ordinal);
        if (query < 0) return address;

        var rest = QueryHelpers.ParseQuery(address[query..]).Where(parameter => parameter.Key != LanguageChoice.Parameter);
        return QueryHelpers.AddQueryString(address[..query], rest);
    }

    // One slash that no second one follows, and nothing that a browser would drop or turn into a slash.
    private static bool IsLocal(string? address)
        => address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.Any(c => char.IsControl(c) || c == '\\');
}
