using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Server.AccountApi.Access;

/// <summary>Lets a request through when it has a good access token in its header. Cookies count for nothing here.</summary>
internal sealed class RequireAccessToken(RequestDelegate next, IOptions<AccountApiOptions> options, TimeProvider clock)
{
    private const string Scheme = "Bearer";

    public async Task InvokeAsync(HttpContext http, AccessTokens tokens)
    {
        http.Response.Headers.CacheControl = "no-store";
        // For whoever would rather have a page the framework writes a problem without its reference.
        http.Request.Headers.Accept = "application/json";
        if (http.Request.Query.ContainsKey(Parameters.AccessToken))
        {
            await http.RefuseAsync(Refusal.InAddress);
            return;
        }

        if (Token(http.Request) is not { } token)
        {
            await http.RefuseAsync(Refusal.Missing);
            return;
        }

        switch (await tokens.CheckAsync(token, http.RequestAborted))
        {
            case TokenCheck.Good good when IsTooOld(http, good.Caller):
                await http.RefuseAsync(Refusal.TooOld(options.Value.SensitiveMaxAge));
                break;
            case TokenCheck.Good good:
                http.Features.Set(good.Caller);
                await next(http);
                break;
            case TokenCheck.Refused { Error: Errors.InsufficientScope } narrow:
                await http.RefuseAsync(Refusal.Narrow(narrow.Why));
                break;
            case TokenCheck.Refused refused:
                await http.RefuseAsync(Refusal.Invalid(refused.Why));
                break;
            default:
                await http.RefuseAsync(Refusal.Foreign);
                break;
        }
    }

    private bool IsTooOld(HttpContext http, Caller caller)
        => http.GetEndpoint()!.Metadata.GetMetadata<SensitiveRoute>() is not null && clock.GetUtcNow() - caller.AuthenticatedAt > options.Value.SensitiveMaxAge;

    private static string? Token(HttpRequest request)
        => request.Headers.Authorization is [{ } header] && AuthenticationHeaderValue.TryParse(header, out var value)
            && value is { Parameter: { Length: > 0 } token } && string.Equals(value.Scheme, Scheme, StringComparison.OrdinalIgnoreCase) ? token : null;
}
