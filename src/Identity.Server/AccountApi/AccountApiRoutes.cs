using Identity.Server.AccountApi.Access;
using Identity.Server.AccountApi.Consents;
using Identity.Server.AccountApi.Contacts;
using Identity.Server.AccountApi.Description;
using Identity.Server.AccountApi.Passwords;
using Identity.Server.AccountApi.Profiles;
using Identity.Server.AccountApi.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Identity.Server.AccountApi;

/// <summary>The account API: what an app of the operator's own does for the person who signed in to it.</summary>
internal static class AccountApiRoutes
{
    public const string Root = "/api/account/v1";

    /// <summary>Checks the access token before anything of a request is read.</summary>
    public static void UseAccountApi(this WebApplication app)
        => app.UseWhen(AccountRoute.IsFor, branch => branch.UseMiddleware<RequireAccessToken>());

    public static void MapAccountApi(this WebApplication app)
    {
        var api = app.MapGroup(Root)
            .WithMetadata(new AccountRoute())
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden);
        api.MapProfile();
        api.MapUserName();
        api.MapContacts();
        api.MapEmailChange();
        api.MapPhoneChange();
        api.MapPassword();
        api.MapSessions();
        api.MapConsents();
        app.MapAccountApiDescription();
    }
}
