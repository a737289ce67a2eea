using Identity.Core.Clients;
using Identity.Core.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Identity.Server.AccountApi.Access;

/// <summary>Who calls the account API, as the access token and the database say. None of it is tracked.</summary>
/// <param name="User">The person; every route is about this account and no other.</param>
/// <param name="SessionId">The session in which the app was given its access.</param>
/// <param name="Client">The app.</param>
/// <param name="AuthenticatedAt">When the person had last proved who they are when the app was given its access.</param>
internal sealed record Caller(User User, Guid? SessionId, Client Client, DateTimeOffset AuthenticatedAt)
{
    public static ValueTask<Caller?> BindAsync(HttpContext http) => new(http.Features.GetRequiredFeature<Caller>());
}
