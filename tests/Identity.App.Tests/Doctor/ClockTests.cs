using Identity.App.Doctor;
using Identity.Core.Data;

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

    private sealed class StoppedClock(int year) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(year, 6, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
