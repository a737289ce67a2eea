using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Identity.Server.AccountApi.Access;

/// <summary>Marks a route of the account API; without the mark of its group no route is one.</summary>
internal sealed class AccountRoute
{
    public static bool IsFor(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<AccountRoute>() is not null;
}

/// <summary>Marks a route that changes how a person signs in: they must have proved who they are just now (RFC 9470).</summary>
internal sealed class SensitiveRoute;

internal static class SensitiveRoutes
{
    public static RouteHandlerBuilder RequireRecentSignIn(this RouteHandlerBuilder route) => route.WithMetadata(new SensitiveRoute());
}
