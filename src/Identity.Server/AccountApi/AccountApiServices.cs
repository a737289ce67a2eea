using System.Text.Json;
using System.Text.Json.Serialization;
using Identity.Hosting.Settings;
using Identity.Server.AccountApi.Access;
using Identity.Server.AccountApi.Contacts;
using Identity.Server.AccountApi.Description;
using Identity.Server.AccountApi.Profiles;
using Identity.Server.AccountApi.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.AccountApi;

internal static class AccountApiServices
{
    public static IServiceCollection AddAccountApi(this IServiceCollection services)
    {
        services.AddSettings<AccountApiOptions>(AccountApiOptions.Section);
        services.ConfigureHttpJsonOptions(json =>
        {
            // As claims are named.
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.AllowDuplicateProperties = false;
        });
        services.AddScoped<AccessTokens>();
        services.AddScoped<ProfileChanges>();
        services.AddScoped<OwnSessions>();
        services.AddScoped<OwnEmail>();
        services.AddScoped<OwnPhone>();
        return services.AddAccountApiDescription();
    }
}
