using Microsoft.Extensions.Logging;

namespace Identity.Core.Tracing;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "The trace of request {Reference} could not be written")]
    public static partial void TraceNotWritten(this ILogger logger, Exception exception, string reference);

    [LoggerMessage(LogLevel.Warning, "Requests fail faster than Trace:PerClientAndMinute allows to record: {Dropped} traces were not written since the start")]
    public static partial void TracesDropped(this ILogger logger, long dropped);
}
