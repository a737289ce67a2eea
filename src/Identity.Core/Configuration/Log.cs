using Microsoft.Extensions.Logging;

namespace Identity.Core.Configuration;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "The database can't be asked whether clients, scopes or resources changed; what is in memory counts for a while: {Problem}")]
    public static partial void VersionNotRead(this ILogger logger, string problem);

    [LoggerMessage(LogLevel.Debug, "Another node says that clients, scopes or resources changed")]
    public static partial void ChangeHeard(this ILogger logger);
}
