using Microsoft.Extensions.Logging;

namespace Identity.Worker.Keys;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "{Count} keys were announced or deleted. 'identity keys list' shows them")]
    public static partial void KeysRotated(this ILogger logger, int count);

    [LoggerMessage(LogLevel.Warning, "What is due in the life of the keys can't be done now, and is tried again: {Problem}")]
    public static partial void KeysNotRotated(this ILogger logger, string problem);
}
