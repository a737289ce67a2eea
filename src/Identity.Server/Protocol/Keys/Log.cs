using Microsoft.Extensions.Logging;

namespace Identity.Server.Protocol.Keys;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "The signing keys can't be read yet and nothing is issued until they are: {Problem}")]
    public static partial void KeysNotRead(this ILogger logger, string problem);
}
