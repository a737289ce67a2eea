using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Benchmarks.Plain;

/// <summary>The app, the API and the people of the benchmark, made through the managers as the samples do.</summary>
internal static class SeedData
{
    public static async Task WriteAsync(IServiceProvider services, IConfiguration configuration)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PlainDb>().Database.EnsureCreatedAsync();

        var applications = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        if (await applications.FindByClientIdAsync(configuration["ClientId"]!) is not null) return;

        await applications.CreateAsync(new OpenIddictApplicationDescriptor
        {
            ClientId = configuration["ClientId"],
            ClientSecret = configuration["ClientSecret"],
            ConsentType = ConsentTypes.Implicit,
            RedirectUris = { new Uri(configuration["RedirectUri"]!) },
            Permissions =
            {
                Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.Introspection,
                Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.GrantTypes.ClientCredentials,
                Permissions.ResponseTypes.Code, Permissions.Scopes.Email, Permissions.Scopes.Profile, Permissions.Prefixes.Scope + "api",
            },
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
        });
        await scope.ServiceProvider.GetRequiredService<IOpenIddictScopeManager>().CreateAsync(new OpenIddictScopeDescriptor { Name = "api", Resources = { "https://api.example.com" } });

        var users = scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser>>();
        var password = configuration["Password"]!;
        for (var i = 0; i < configuration.GetValue<int>("People"); i++)
        {
            var made = await users.CreateAsync(new IdentityUser($"person{i}") { Email = $"person{i}@example.com", EmailConfirmed = true }, password);
            if (!made.Succeeded) throw new InvalidOperationException(string.Join(' ', made.Errors.Select(e => e.Description)));
        }
    }
}
