using Microsoft.Extensions.Logging;

namespace Identity.Worker.Delivery;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "The outbox can't be read yet and nothing is delivered until it is: {Problem}")]
    public static partial void OutboxNotRead(this ILogger logger, string problem);

    [LoggerMessage(LogLevel.Warning, "Message {Id} ({Kind}) was given up: {Outcome}")]
    public static partial void GivenUp(this ILogger logger, Guid id, string kind, string outcome);

    [LoggerMessage(LogLevel.Warning, "Message {Id} ({Kind}) could not be delivered and is tried again")]
    public static partial void TryFailed(this ILogger logger, Exception exception, Guid id, string kind);

    [LoggerMessage(LogLevel.Warning, "What came of message {Id} ({Kind}) could not be recorded; it is delivered again")]
    public static partial void OutcomeNotRecorded(this ILogger logger, Exception exception, Guid id, string kind);
}
