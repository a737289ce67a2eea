using System.Text.Json.Nodes;
using Identity.Core.Data;
using Identity.Core.Messaging;
using Identity.Core.Messaging.Webhooks;
using Identity.Testing.Receivers;
using Identity.Worker.Tests.Sms;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Worker.Tests.Webhooks;

public sealed class WebhookTests
{
    [Fact]
    public async Task A_channel_that_the_product_does_not_know_is_left_to_the_webhook_that_takes_it()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var push = await AppServer.StartAsync();
        await using var signal = await AppServer.StartAsync();
        await using var worker = await RunningWorker.StartAsync(stage.Database, Settings(push, 0, "push").And(Settings(signal, 1, "signal")));

        var id = await AddAsync(stage, "signal");
        var body = JsonNode.Parse((await signal.NextAsync()).Body)!.AsObject();
        var row = await stage.WhenAsync(id, message => message.Status == OutboxStatus.Delivered);

        Assert.Equal(("signal", "signin_code", "@ada", "123456"), ((string?)body["channel"], (string?)body["kind"], (string?)body["to"], (string?)body["facts"]!["code"]));
        Assert.False(body.ContainsKey("text"));
        Assert.Equal(0, push.Count);
        Assert.DoesNotContain("@ada", row.Payload + row.Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_webhook_takes_it_when_the_first_can_not_and_a_message_nobody_can_deliver_is_given_up()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var first = await AppServer.StartAsync(503, 422);
        await using var second = await AppServer.StartAsync();
        await using var worker = await RunningWorker.StartAsync(stage.Database, Settings(first, 0).And(Settings(second, 1)));

        var taken = await stage.WhenAsync(await AddAsync(stage, "signal"), message => message.Status != OutboxStatus.Pending);
        var refused = await stage.WhenAsync(await AddAsync(stage, "signal"), message => message.Status != OutboxStatus.Pending);

        Assert.Equal((OutboxStatus.Delivered, 1), (taken.Status, taken.Attempts));
        Assert.Equal((OutboxStatus.Dead, 1, 1), (refused.Status, refused.Attempts, second.Count));
    }

    [Fact]
    public async Task Without_a_webhook_for_its_channel_it_waits()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var push = await AppServer.StartAsync();
        await using var worker = await RunningWorker.StartAsync(stage.Database, Settings(push, 0, "push"));

        var row = await stage.WhenAsync(await AddAsync(stage, "signal"), message => message.Outcome is not null);

        Assert.Equal("No webhook takes messages of its channel: name one in Webhook:Providers.", row.Outcome);
        Assert.Equal(0, push.Count);
    }

    private static Dictionary<string, string?> Settings(AppServer server, int number, string? channel = null)
    {
        var settings = new Dictionary<string, string?>
        {
            [$"Webhook:Providers:{number}:Url"] = server.Url.AbsoluteUri,
            [$"Webhook:Providers:{number}:Secret"] = Gateways.Secret,
        };
        if (channel is not null) settings[$"Webhook:Providers:{number}:Channels:0"] = channel;
        return settings;
    }

    private static async Task<Guid> AddAsync(OutboxStage stage, string channel)
    {
        var id = Guid.Empty;
        await stage.WithAsync<IServiceProvider>(async services =>
        {
            var notice = new WebhookNotice(channel, "signin_code", "@ada", "en", new Dictionary<string, string> { ["code"] = "123456" });
            id = services.GetRequiredService<WebhookQueue>().Add(notice, TimeSpan.FromMinutes(10)).Id;
            await services.GetRequiredService<IdentityDb>().SaveChangesAsync();
        });
        return id;
    }
}
