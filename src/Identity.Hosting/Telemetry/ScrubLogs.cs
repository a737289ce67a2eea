using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Identity.Hosting.Telemetry;

/// <summary>
/// Makes a log record fit to leave the machine: the sentence without what is filled in, then numbers, ids and the few
/// texts of ours that are known to name no person. The message of an exception may hold anything and stays here.
/// </summary>
internal sealed class ScrubLogs : BaseProcessor<LogRecord>
{
    private const string Template = "{OriginalFormat}";
    private const string Ours = "Identity.";

    // In the templates of our own messages.
    private static readonly HashSet<string> KeptTexts = ["Kind", "Outcome", "Problem", "Header", "Reference"];

    public override void OnEnd(LogRecord data)
    {
        var given = data.Attributes ?? [];
        var ours = data.CategoryName?.StartsWith(Ours, StringComparison.Ordinal) == true;
        List<KeyValuePair<string, object?>> kept = [.. given.Where(pair => IsPlain(pair.Value) || (ours && pair.Value is string && KeptTexts.Contains(pair.Key)))];
        if (data.Exception is { } problem)
        {
            kept.Add(new("exception.type", problem.GetType().FullName));
            kept.Add(new("exception.stacktrace", problem.StackTrace));
        }

        data.Body = given.FirstOrDefault(pair => pair.Key == Template).Value as string ?? "(a message without a template)";
        data.FormattedMessage = null;
        data.Attributes = kept;
        data.Exception = null;
    }

    private static bool IsPlain(object? value) => value is bool or int or long or double or Enum or Guid or TimeSpan;
}
