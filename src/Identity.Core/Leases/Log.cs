using Microsoft.Extensions.Logging;

namespace Identity.Core.Leases;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "The job {Job} failed and is tried again: {Problem}")]
    public static partial void JobFailed(this ILogger logger, string job, string problem);
}
