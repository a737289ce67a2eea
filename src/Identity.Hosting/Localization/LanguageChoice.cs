using Identity.Hosting.Roles;
using Microsoft.AspNetCore.Localization;

namespace Identity.Hosting.Localization;

/// <summary>Which language a request asks for: <c>ui_locales</c>, then the person's choice in a cookie.</summary>
internal static class LanguageChoice
{
    /// <summary>OpenID Connect Core, section 3.1.2.1: a space-separated list in order of preference.</summary>
    public const string Parameter = "ui_locales";

    private const int MostLanguages = 8;

    public static string CookieName(RoleName role) => $"identity-{role.Name}.language";

    public static CustomRequestCultureProvider FromQuery { get; } = new(context => Result(context.Request.Query[Parameter].ToString()));

    public static CustomRequestCultureProvider FromCookie(RoleName role)
        => new(context => Result(context.Request.Cookies[CookieName(role)]));

    private static Task<ProviderCultureResult?> Result(string? wanted)
    {
        var languages = (wanted ?? "").Split(' ', MostLanguages + 1, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Take(MostLanguages).Where(l => l.Length <= 35).Select(l => new Microsoft.Extensions.Primitives.StringSegment(l)).ToList();
        return Task.FromResult(languages.Count == 0 ? null : new ProviderCultureResult(languages));
    }
}
