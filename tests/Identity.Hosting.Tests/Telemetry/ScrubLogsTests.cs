using Identity.Hosting.Telemetry;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Identity.Hosting.Tests.Telemetry;

public sealed partial class ScrubLogsTests
{
    [Fact]
    public void A_record_keeps_its_template_numbers_and_the_texts_that_are_known()
    {
        var record = Record("Identity.Worker.Delivery", log => Delivered(log, "email", 3, "ada@example.com"));

        Assert.Equal("Sent {Kind} {Count} times to {Address}", record.Body);
        Assert.Null(record.Text);
        Assert.Equal(["Kind=email", "Count=3"], record.Attributes);
    }

    [Fact]
    public void Of_others_no_text_is_kept()
        => Assert.Equal(["Count=3"], Record("Microsoft.AspNetCore", log => Delivered(log, "email", 3, "ada@example.com")).Attributes);

    [Fact]
    public void Of_an_exception_what_it_is_and_where_it_came_from_are_kept_and_not_what_it_says()
    {
        var record = Record("Identity.Server", log =>
        {
            try
            {
                throw new InvalidOperationException("The key (ada@example.com) exists.", new ArgumentException("ada@example.com"));
            }
            catch (InvalidOperationException problem)
            {
                Broken(log, problem);
            }
        });

        Assert.Null(record.Exception);
        var kept = string.Join('\n', record.Attributes);
        Assert.Contains("exception.type=System.InvalidOperationException", kept, StringComparison.Ordinal);
        Assert.Contains(nameof(ScrubLogsTests), kept, StringComparison.Ordinal);
        Assert.DoesNotContain("ada", kept, StringComparison.Ordinal);
    }

    private static Seen Record(string category, Action<ILogger> write)
    {
        var kept = new Keep();
        using var factory = LoggerFactory.Create(logging => logging.AddOpenTelemetry(options => options.AddProcessor(new ScrubLogs()).AddProcessor(kept)));
        write(factory.CreateLogger(category));
        return kept.Last!;
    }

    [LoggerMessage(LogLevel.Warning, "Sent {Kind} {Count} times to {Address}")]
    private static partial void Delivered(ILogger log, string kind, int count, string address);

    [LoggerMessage(LogLevel.Error, "Broken")]
    private static partial void Broken(ILogger log, Exception problem);

    private sealed record Seen(string? Body, string? Text, Exception? Exception, string[] Attributes);

    // The record itself is used again for the next message.
    private sealed class Keep : BaseProcessor<LogRecord>
    {
        public Seen? Last { get; private set; }

        public override void OnEnd(LogRecord data)
            => Last = new(data.Body, data.FormattedMessage, data.Exception, [.. data.Attributes!.Select(pair => $"{pair.Key}={pair.Value}")]);
    }
}
