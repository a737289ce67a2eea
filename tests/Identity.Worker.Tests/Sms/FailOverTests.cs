using System.Collections.Concurrent;
using Identity.Core.Messaging;
using Identity.Core.Messaging.Sms;
using Identity.Testing.Receivers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Identity.Worker.Tests.Sms;

public sealed class FailOverTests
{
    [Theory]
    [InlineData("refuses")]
    [InlineData("drops")]
    [InlineData("hangs")]
    [InlineData("redirects")]
    [InlineData("sends without end")]
    public async Task The_next_provider_takes_it_when_the_first(string how)
    {
        var never = new TaskCompletionSource();
        await using var stage = await OutboxStage.CreateAsync();
        await using var second = await AppServer.StartAsync();
        await using var first = await AppServer.StartAsync((_, context) => Misbehave(how, context, second.Url, never.Task));
        await using var worker = await RunningWorker.StartAsync(stage.Database, first.Http().And(second.Http(1)).And(new() { ["Outbox:DeliveryTimeout"] = "00:00:02" }));

        var row = await stage.WhenAsync(await stage.AddSmsAsync(), message => message.Status != OutboxStatus.Pending);

        Assert.Equal((OutboxStatus.Delivered, 1, 1, 1), (row.Status, row.Attempts, first.Count, second.Count));
        Assert.Equal("/messages", (await second.NextAsync()).Path);
    }

    [Fact]
    public async Task Two_that_hang_leave_time_for_the_third()
    {
        var never = new TaskCompletionSource();
        await using var stage = await OutboxStage.CreateAsync();
        await using var first = await AppServer.StartAsync((_, context) => never.Task.WaitAsync(context.RequestAborted));
        await using var third = await AppServer.StartAsync();
        await using var worker = await RunningWorker.StartAsync(
            stage.Database, first.Http().And(first.Http(1)).And(third.Http(2)).And(new() { ["Outbox:DeliveryTimeout"] = "00:00:03" }));

        var row = await stage.WhenAsync(await stage.AddSmsAsync(), message => message.Status != OutboxStatus.Pending);

        Assert.Equal((OutboxStatus.Delivered, 1), (row.Status, row.Attempts));
    }

    [Fact]
    public async Task B153_when_all_are_down_it_waits_and_is_sent_once_when_one_is_back()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var first = await AppServer.StartAsync(500);
        await using var second = await AppServer.StartAsync(503, 503, 200);
        await using var worker = await RunningWorker.StartAsync(stage.Database, first.Http().And(second.Http(1)));

        var row = await stage.WhenAsync(await stage.AddSmsAsync(), message => message.Status != OutboxStatus.Pending);

        Assert.Equal((OutboxStatus.Delivered, 3, 3, 3), (row.Status, row.Attempts, first.Count, second.Count));
    }

    [Fact]
    public async Task B153_a_code_that_has_expired_is_not_sent()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var gateway = await AppServer.StartAsync();
        var id = await stage.AddSmsAsync(lifetime: TimeSpan.Zero);
        await using var worker = await RunningWorker.StartAsync(stage.Database, gateway.Http());

        var row = await stage.WhenAsync(id, message => message.Status == OutboxStatus.Dead);

        Assert.Contains("in time", row.Outcome, StringComparison.Ordinal);
        Assert.Equal(0, gateway.Count);
    }

    [Fact]
    public async Task Secrets_numbers_and_codes_are_in_no_log_and_no_row()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var refusing = await AppServer.StartAsync(async (_, context) =>
        {
            context.Response.StatusCode = 401;
            await context.Response.WriteAsync("""{"code":20003,"message":"+12015550123 the-auth-token 123456"}""");
        });
        using var log = new Lines();
        var settings = refusing.Twilio().And(refusing.Vonage(1)).And(refusing.Http(2)).And(new() { ["Outbox:MaxAttempts"] = "2" });
        await using var worker = await RunningWorker.StartAsync(stage.Database, settings, log: log);

        var row = await stage.WhenAsync(await stage.AddSmsAsync(), message => message.Status == OutboxStatus.Dead);

        Assert.NotEmpty(log.All);
        foreach (var secret in new[] { "the-auth-token", "the-secret", Gateways.Secret, "2015550123", "123456" })
        {
            Assert.DoesNotContain(log.All, line => line.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(secret, row.Outcome + row.Payload, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task B086_beyond_the_budget_no_code_is_sent_but_alerts_are()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var gateway = await AppServer.StartAsync();
        await using var worker = await RunningWorker.StartAsync(stage.Database, gateway.Http().And(new() { ["Sms:BudgetPerDay"] = "2" }));

        for (var i = 0; i < 2; i++) await stage.WhenAsync(await stage.AddSmsAsync(), message => message.Status == OutboxStatus.Delivered);
        var beyond = await stage.WhenAsync(await stage.AddSmsAsync(), message => message.Status != OutboxStatus.Pending);
        var alert = await stage.WhenAsync(await stage.AddSmsAsync(kind: SmsKinds.NumberChanged), message => message.Status != OutboxStatus.Pending);

        Assert.Equal((OutboxStatus.Dead, "Sms:BudgetPerDay is used up."), (beyond.Status, beyond.Outcome));
        Assert.Equal((OutboxStatus.Delivered, 3), (alert.Status, gateway.Count));
    }

    [Fact]
    public async Task B086_tries_that_were_refused_leave_the_budget_whole()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var gateway = await AppServer.StartAsync(503, 503, 503, 200);
        await using var worker = await RunningWorker.StartAsync(stage.Database, gateway.Http().And(new() { ["Sms:BudgetPerDay"] = "1" }));

        var row = await stage.WhenAsync(await stage.AddSmsAsync(), message => message.Status != OutboxStatus.Pending);

        Assert.Equal((OutboxStatus.Delivered, 4), (row.Status, row.Attempts));
    }

    [Fact]
    public async Task A_message_for_an_account_goes_only_to_a_number_that_one_has_proved()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var gateway = await AppServer.StartAsync();
        await stage.AddPersonAsync("+12015550111", proved: true);
        await stage.AddPersonAsync("+12015550122", proved: false);
        await using var worker = await RunningWorker.StartAsync(stage.Database, gateway.Http());

        foreach (var (number, sent) in new[] { ("+12015550111", 1), ("+12015550122", 1), ("+12015550133", 1) })
        {
            await stage.WhenAsync(await stage.AddSmsAsync(number, toAccount: true), message => message.Status == OutboxStatus.Delivered);
            Assert.Equal(sent, gateway.Count);
        }
    }

    private static async Task Misbehave(string how, HttpContext context, Uri elsewhere, Task never)
    {
        switch (how)
        {
            case "refuses":
                context.Response.StatusCode = 500;
                break;
            case "drops":
                context.Abort();
                break;
            case "hangs":
                await never.WaitAsync(context.RequestAborted);
                break;
            case "redirects":
                context.Response.Redirect(new Uri(elsewhere, "/stolen").AbsoluteUri, permanent: false, preserveMethod: true);
                break;
            default:
                while (!context.RequestAborted.IsCancellationRequested) await context.Response.WriteAsync(new string('x', 10_000), context.RequestAborted);
                break;
        }
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentBag<string> All { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => All.Add($"{formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}
