using Identity.Core.Audit;
using Identity.Core.Challenges;
using Identity.Core.Clients;
using Identity.Core.Configuration;
using Identity.Core.Grants;
using Identity.Core.Keys;
using Identity.Core.Leases;
using Identity.Core.Logout;
using Identity.Core.Messaging;
using Identity.Core.Scopes;
using Identity.Core.Seeding;
using Identity.Core.Setup;
using Identity.Core.SingleUse;
using Identity.Core.Tracing;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Identity.Core.Data;

/// <summary>The one place that knows the database providers.</summary>
public static class DataServices
{
    /// <summary>Registers <see cref="IdentityDb"/> for the provider in the settings, and OpenIddict's stores on it.</summary>
    public static IServiceCollection AddIdentityDb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<DatabaseOptions>(DatabaseOptions.Section);
        services.AddSettings<DataOptions>(DataOptions.Section);
        services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseRules>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddScoped<AuditLog>();
        services.AddScoped<BuiltInData>();
        services.AddScoped<DatabaseMigration>();
        services.AddHealthChecks().AddCheck<DatabaseHealthCheck>(DatabaseHealthCheck.Name, tags: [DatabaseHealthCheck.Ready]);
        services.AddSingleton<DatabaseHealthCheck>();
        services.AddKeys();
        services.AddTracing();
        services.AddCatalog();
        services.AddMessaging();
        services.AddLogout();

        // The passkey table exists only from this version on; tools and tests come through here too.
        services.Configure<IdentityOptions>(identity => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3);

        // The provider decides which class is registered, so it is read before there is a container.
        switch (configuration.GetSection(DatabaseOptions.Section).GetValue(nameof(DatabaseOptions.Provider), DatabaseProvider.Sqlite))
        {
            case DatabaseProvider.PostgreSql:
                services.AddDbContextPool<IdentityDb, PostgreSqlIdentityDb>((provider, db) => db
                    .UseNpgsql(PostgreSqlConnections.Prepared(ConnectionString(provider)))
                    .AddInterceptors(new FailedCommands(), provider.GetRequiredService<OwnChanges>()));
                break;
            case DatabaseProvider.SqlServer:
                services.AddDbContextPool<IdentityDb, SqlServerIdentityDb>((provider, db) => db
                    .UseSqlServer(ConnectionString(provider))
                    .AddInterceptors(provider.GetRequiredService<OwnChanges>()));
                break;
            default:
                services.AddSingleton<SqliteConnections>();
                services.AddDbContextPool<IdentityDb, SqliteIdentityDb>((provider, db) => db
                    .UseSqlite(provider.GetRequiredService<SqliteConnections>().ConnectionString)
                    .AddInterceptors(provider.GetRequiredService<SqliteConnections>(), provider.GetRequiredService<OwnChanges>()));
                break;
        }

        services.AddOpenIddict().AddCore(core => core
            .ReplaceApplicationManager<Client, ClientApplications>()
            .ReplaceScopeManager<Scope, CatalogScopes>()
            .UseEntityFrameworkCore()
            .UseDbContext<IdentityDb>()
            .ReplaceDefaultEntities<Client, Grant, Scope, Token, Guid>());
        services.TryAddScoped<SetupLinks>();
        services.AddScoped<UsedIds>();
        services.AddScoped<ChallengeStore>();
        services.AddScoped<LeaseStore>();
        return services;
    }

    /// <summary>As in Hosting: a name that the class does not know stops the start.</summary>
    internal static OptionsBuilder<TOptions> AddSettings<TOptions>(this IServiceCollection services, string section)
        where TOptions : class
        => services.AddOptions<TOptions>()
            .BindConfiguration(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();

    private static string ConnectionString(IServiceProvider provider)
        => provider.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString!;
}
