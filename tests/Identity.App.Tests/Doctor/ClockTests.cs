using Identity.App.Doctor;
using Identity.Core.Data;
using Identity.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.App.Tests.Doctor;

public sealed class ClockTests
{
    [Theory]
    [InlineData(1970, false)]
    [InlineData(2030, true)]
    [InlineData(2200, false)]
    public async Task A_clock_that_can_not_be_right_is_found(int year, bool right)
    {
        var finding = await new ClockCheck(null!, new DatabaseOptions(), new DoctorOptions(), new StoppedClock(year)).RunAsync(CancellationToken.None);

        Assert.Equal(right, finding.Level == FindingLevel.Ok);
    }

    [Theory]
    [InlineData(60, "60 seconds apart")]
    [InlineData(0, "the database server agrees")]
    public async Task A_clock_that_differs_from_the_database_servers_is_found(int seconds, string sentence)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(DatabaseProvider.PostgreSql);
        await using var services = database.Services();
        await using var scope = services.CreateAsyncScope();

        var finding = await new ClockCheck(scope.ServiceProvider.GetRequiredService<IdentityDb>(), new DatabaseOptions { Provider = DatabaseProvider.PostgreSql }, new DoctorOptions(), new FastClock(TimeSpan.FromSeconds(seconds)))
            .RunAsync(CancellationToken.None);

        Assert.Contains(sentence, finding.Sentence, StringComparison.Ordinal);
        Assert.Equal(seconds == 0, finding.Level == FindingLevel.Ok);
    }

    private sealed class FastClock(TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
    }

    private sealed class StoppedClock(int year) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(year, 6, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
