using System.Net;
using System.Text.Json.Nodes;
using Identity.Core.Messaging;
using Identity.Testing.Receivers;

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
    public async Task It_does_not_exist_on_a_public_address()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var worker = await RunningWorker.StartAsync(stage.Database);

        await AssertAbsentAsync(worker);
    }

    [Fact]
    public async Task It_does_not_exist_where_mail_is_sent()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var smtp = SmtpReceiver.Start();
        await using var worker = await RunningWorker.StartAsync(stage.Database, new(Laptop.Concat(smtp.Settings())));

        await AssertAbsentAsync(worker);
    }

    private static async Task AssertAbsentAsync(RunningWorker worker)
    {
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = worker.Url };
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/mailbox")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/mailbox/messages")).StatusCode);
    }
}
