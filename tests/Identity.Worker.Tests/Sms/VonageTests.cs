using System.Text;
using Identity.Core.Messaging;
using Identity.Testing.Receivers;
using Microsoft.AspNetCore.Http;

namespace Identity.Worker.Tests.Sms;

public sealed class VonageTests
{
    // https://developer.vonage.com/en/api/sms and https://developer.vonage.com/en/messaging/sms/code-snippets/send-an-sms
    [Fact]
    public async Task A_message_is_sent_as_the_documentation_says()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var vonage = await AppServer.StartAsync((_, context) => Answer(context, "0"));
        await using var worker = await RunningWorker.StartAsync(stage.Database, vonage.Vonage());

        var id = await stage.AddSmsAsync("+4915123456789", language: "de");
        var request = await vonage.NextAsync();
        var row = await stage.WhenAsync(id, message => message.Status != OutboxStatus.Pending);

        Assert.Equal(("POST", "/sms/json", "application/x-www-form-urlencoded"), (request.Method, request.Path, request.ContentType));
        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("the-key:the-secret"))}", request.Headers["Authorization"]);
        Assert.Equal(["client-ref", "from", "text", "to", "ttl"], request.Form.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("Acme", "4915123456789", id.ToString("N")), (request.Form["from"], request.Form["to"], request.Form["client-ref"]));
        // In milliseconds, at least 30 minutes as they advise.
        Assert.Equal("1800000", request.Form["ttl"]);
        Assert.Equal((OutboxStatus.Delivered, "Vonage took it."), (row.Status, row.Outcome));
    }

    // https://developer.vonage.com/en/messaging/sms/guides/concatenation-and-encoding
    [Theory]
    [InlineData("Acme", false)]
    [InlineData("Müller & Söhne [€]", false)]
    [InlineData("Łódź", true)]
    [InlineData("アクメ", true)]
    [InlineData("Acme’s", true)]
    public async Task A_text_beyond_the_alphabet_of_phones_is_marked_as_unicode(string product, bool unicode)
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var vonage = await AppServer.StartAsync((_, context) => Answer(context, "0"));
        await using var worker = await RunningWorker.StartAsync(stage.Database, vonage.Vonage());

        await stage.AddSmsAsync(product: product);
        var request = await vonage.NextAsync();

        Assert.Equal(unicode ? "unicode" : null, request.Form.GetValueOrDefault("type"));
        Assert.Contains(product, request.Form["text"], StringComparison.Ordinal);
    }

    // https://developer.vonage.com/en/api-errors/sms: 7 barred, 12 too long, 33 no longer in use.
    [Theory]
    [InlineData("7")]
    [InlineData("12")]
    [InlineData("33")]
    public async Task What_is_wrong_with_the_number_or_the_text_is_not_tried_again_nor_with_another_provider(string status)
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var vonage = await AppServer.StartAsync((_, context) => Answer(context, status));
        await using var second = await AppServer.StartAsync();
        await using var worker = await RunningWorker.StartAsync(stage.Database, vonage.Vonage().And(second.Http(1)));

        var row = await stage.WhenAsync(await stage.AddSmsAsync(), message => message.Status != OutboxStatus.Pending);

        Assert.Equal((OutboxStatus.Dead, 1, 0), (row.Status, row.Attempts, second.Count));
        Assert.Equal($"Vonage answered with status {status}: https://developer.vonage.com/en/api-errors/sms#{status}", row.Outcome);
    }

    // https://developer.vonage.com/en/api-errors/sms: throttled, parameters, credentials, their error, prefix, account
    // suspended, no credit, connections, not enabled, signature, sender, network, callback, destination, signature.
    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("3")]
    [InlineData("4")]
    [InlineData("5")]
    [InlineData("6")]
    [InlineData("8")]
    [InlineData("9")]
    [InlineData("10")]
    [InlineData("11")]
    [InlineData("14")]
    [InlineData("15")]
    [InlineData("22")]
    [InlineData("23")]
    [InlineData("29")]
    [InlineData("32")]
    public async Task What_is_wrong_with_the_account_or_the_route_is_left_to_the_next_provider(string status)
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var vonage = await AppServer.StartAsync((_, context) => Answer(context, status));
        await using var second = await AppServer.StartAsync();
        await using var worker = await RunningWorker.StartAsync(stage.Database, vonage.Vonage().And(second.Http(1)));

        var row = await stage.WhenAsync(await stage.AddSmsAsync(), message => message.Status != OutboxStatus.Pending);

        Assert.Equal((OutboxStatus.Delivered, 1, 1, 1), (row.Status, row.Attempts, vonage.Count, second.Count));
    }

    // https://developer.vonage.com/en/messaging/sms/guides/concatenation-and-encoding: a part of a long text has a status of its own.
    [Fact]
    public async Task All_parts_of_a_long_text_have_to_be_taken()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var vonage = await AppServer.StartAsync((number, context) => number == 1 ? Answer(context, "0", "1") : Answer(context, "0", "0"));
        await using var worker = await RunningWorker.StartAsync(stage.Database, vonage.Vonage());

        var row = await stage.WhenAsync(await stage.AddSmsAsync(), message => message.Status != OutboxStatus.Pending);

        Assert.Equal((OutboxStatus.Delivered, 2), (row.Status, row.Attempts));
    }

    [Theory]
    [InlineData("<html>hello</html>")]
    [InlineData("""{"messages":[]}""")]
    [InlineData("""{"messages":[{"status":"all is well"}]}""")]
    [InlineData("""{"error":"x"}""")]
    public async Task An_answer_that_is_not_the_api_is_not_taken_for_success(string body)
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var vonage = await AppServer.StartAsync((_, context) => context.Response.WriteAsync(body));
        await using var worker = await RunningWorker.StartAsync(stage.Database, vonage.Vonage().And(new() { ["Outbox:MaxAttempts"] = "2" }));

        var row = await stage.WhenAsync(await stage.AddSmsAsync(), message => message.Status != OutboxStatus.Pending);

        Assert.Equal((OutboxStatus.Dead, 2), (row.Status, row.Attempts));
        Assert.StartsWith("Vonage answered something that is not its API.", row.Outcome, StringComparison.Ordinal);
    }

    private static Task Answer(HttpContext context, params string[] statuses) => context.Response.WriteAsync(
        $$"""{"message-count":"{{statuses.Length}}","messages":[{{string.Join(',', statuses.Select(status => $$"""{"to":"12015550123","status":"{{status}}","error-text":"about 12015550123"}"""))}}]}""");
}
