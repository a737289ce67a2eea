namespace Identity.App.Commands;

internal static class Sentence
{
    /// <summary>The innermost cause in one line: that is where an exception says what is wrong.</summary>
    public static string Of(Exception failure)
    {
        var cause = failure is AggregateException { InnerExceptions: [var first, ..] } ? first : failure;
        var text = cause switch
        {
            // The listener says it best; its cause is only a code of the operating system.
            IOException => cause.Message,
            _ => cause.GetBaseException().Message,
        };
        return text.ReplaceLineEndings(" ").Trim();
    }
}
