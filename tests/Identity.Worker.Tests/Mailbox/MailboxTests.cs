using System.Net;
using System.Text.Json.Nodes;
using Identity.Core.Messaging;
using Identity.Testing.Receivers;
using Identity.Worker.Tests.Sms;

namespace Identity.Worker.Tests.Mailbox;

public sealed class MailboxTests
{
    private static readonly Dictionary<string, string?> Laptop = new() { ["Server:PublicUrl"] = "http://localhost:5000" };

    [Fact]
    public async Task On_a_laptop_mail_is_shown_instead_of_sent()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var worker = await RunningWorker.StartAsync(stage.Database, Laptop);
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = worker.Url };

        await stage.WhenAsync(await stage.AddEmailAsync("ada@example.com"), message => message.Status == OutboxStatus.Delivered);
        var list = JsonNode.Parse(await http.GetStringAsync("/mailbox/messages"))!.AsArray();
        var page = await http.GetStringAsync("/mailbox");

        var message = Assert.Single(list)!;
        Assert.Equal("ada@example.com", message["to"]!.GetValue<string>());
        Assert.Contains("123 456", message["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("https://login.example.com/verify-email/token", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_laptop_text_messages_are_shown_too()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var worker = await RunningWorker.StartAsync(stage.Database, Laptop);
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = worker.Url };

        await stage.WhenAsync(await stage.AddSmsAsync("+4915123456789"), message => message.Status == OutboxStatus.Delivered);
        var message = Assert.Single(JsonNode.Parse(await http.GetStringAsync("/mailbox/messages"))!.AsArray())!;
        var page = await http.GetStringAsync("/mailbox");

        Assert.Equal(("sms", "+4915123456789"), ((string?)message["channel"], (string?)message["to"]));
        Assert.EndsWith("@localhost #123456", (string?)message["text"], StringComparison.Ordinal);
        Assert.Contains("123456 is your Acme code", page, StringComparison.Ordinal);
        // The address with its sign is written for HTML.
        Assert.Contains("4915123456789", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_takes_only_what_is_not_sent()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var smtp = SmtpReceiver.Start();
        await using var worker = await RunningWorker.StartAsync(stage.Database, new(Laptop.Concat(smtp.Settings())));
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = worker.Url };

        await stage.WhenAsync(await stage.AddEmailAsync("ada@example.com"), message => message.Status == OutboxStatus.Delivered);
        await stage.WhenAsync(await stage.AddSmsAsync(), message => message.Status == OutboxStatus.Delivered);

        Assert.Equal("sms", (string?)Assert.Single(JsonNode.Parse(await http.GetStringAsync("/mailbox/messages"))!.AsArray())!["channel"]);
        Assert.Contains("ada@example.com", await smtp.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_public_address_text_messages_wait_until_a_provider_is_set()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var worker = await RunningWorker.StartAsync(stage.Database);

        var row = await stage.WhenAsync(await stage.AddSmsAsync(), message => message.Outcome is not null);

        Assert.Equal((OutboxStatus.Pending, "No provider of text messages is set: name one in Sms:Providers."), (row.Status, row.Outcome));
    }

    [Fact]
    public async Task It_does_not_exist_on_a_public_address()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var worker = await RunningWorker.StartAsync(stage.Database);

        await AssertAbsentAsync(worker);
    }

    [Fact]
    public async Task It_does_not_exist_where_everything_is_sent()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var smtp = SmtpReceiver.Start();
        await using var gateway = await AppServer.StartAsync();
        await using var worker = await RunningWorker.StartAsync(stage.Database, new(Laptop.Concat(smtp.Settings()).Concat(gateway.Http())));

        await AssertAbsentAsync(worker);
    }

    private static async Task AssertAbsentAsync(RunningWorker worker)
    {
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = worker.Url };
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/mailbox")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/mailbox/messages")).StatusCode);
    }
}
