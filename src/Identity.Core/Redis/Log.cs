using Microsoft.Extensions.Logging;

namespace Identity.Core.Redis;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "Redis can't be reached ({Problem}). Nodes hear of changes from the database meanwhile, a few seconds later; it is tried again all the time")]
    public static partial void RedisAway(this ILogger logger, string problem);

    [LoggerMessage(LogLevel.Information, "Redis is there again")]
    public static partial void RedisBack(this ILogger logger);
}
