using Microsoft.Extensions.Logging;

namespace Identity.Core.Users.Passwords.LeakCheck;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "A new password was taken without a look at leaked ones, since {Host} can't be asked: {Problem}")]
    public static partial void LeaksNotChecked(this ILogger logger, string host, string problem);
}
