using Identity.Core.Data;
using Identity.Hosting.Themes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Identity.Server.Branding;

/// <summary>The product name of the settings, or else of the database, read anew every few seconds at most.</summary>
internal sealed class StoredBranding(
    IOptions<BrandingOptions> options, IConfiguration configuration, IServiceScopeFactory scopes, TimeProvider clock) : Hosting.Themes.Branding(options)
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(2);

    private sealed record Reading(string? Name, long At);

    private volatile Reading? _last;

    public override async ValueTask<string> ProductNameAsync(CancellationToken ct = default)
    {
        var byDefault = await base.ProductNameAsync(ct);
        if (configuration[ProductName.Key] is { Length: > 0 }) return byDefault;
        if (_last is { } last && clock.GetElapsedTime(last.At) < Age) return last.Name ?? byDefault;

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var name = await scope.ServiceProvider.GetRequiredService<IdentityDb>().Settings
                .Where(s => s.Key == ProductName.Key).Select(s => s.Value).SingleOrDefaultAsync(ct);
            _last = new Reading(name, clock.GetTimestamp());
            return name ?? byDefault;
        }
        catch (Exception failure) when (DatabaseOutage.Caused(failure))
        {
            // The page that says that the database is away must not need it.
            return _last?.Name ?? byDefault;
        }
    }
}
