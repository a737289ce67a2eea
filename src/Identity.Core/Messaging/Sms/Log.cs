using Microsoft.Extensions.Logging;

namespace Identity.Core.Messaging.Sms;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "{Used} of {Most} text messages that {Setting} allows were sent; it begins anew in {Remaining}")]
    public static partial void BudgetNearlyUsedUp(this ILogger logger, string setting, int used, int most, TimeSpan remaining);

    [LoggerMessage(LogLevel.Error, "{Setting} is used up: no code is sent by text message for {Remaining}, after {Most} messages")]
    public static partial void BudgetUsedUp(this ILogger logger, string setting, int most, TimeSpan remaining);
}
