using Identity.Core.Data;
using Identity.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;

namespace Identity.Core.Tests.Data;

public sealed class DatabaseHealthTests
{
    [Theory, AllProviders]
    public async Task A_node_is_ready_once_the_database_is_up_to_date(DatabaseProvider provider)
    {
        var clock = new FakeTimeProvider();
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var services = database.Services(s => s.AddSingleton<TimeProvider>(clock));
        var health = services.GetRequiredService<HealthCheckService>();

        var behind = await health.CheckHealthAsync(c => c.Tags.Contains("ready"));
        await services.StartAsync();
        var held = await health.CheckHealthAsync();
        clock.Advance(TimeSpan.FromSeconds(3));
        var ready = await health.CheckHealthAsync();

        Assert.Equal((HealthStatus.Unhealthy, HealthStatus.Unhealthy, HealthStatus.Healthy), (behind.Status, held.Status, ready.Status));
        Assert.Contains("identity migrate", behind.Entries["database"].Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_whose_database_does_not_answer_is_not_ready()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var services = database.Services(settings: new() { ["Database:Provider"] = "PostgreSql", ["Database:ConnectionString"] = "Host=127.0.0.1;Port=1;Password=Hidden-Pass" });

        var report = await services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.DoesNotContain("Hidden-Pass", report.Entries["database"].Description, StringComparison.Ordinal);
    }
}
