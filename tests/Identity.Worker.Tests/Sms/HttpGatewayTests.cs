using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Identity.Core.Messaging;
using Identity.Server.Tests.Stage;
using Identity.Testing.Receivers;

namespace Identity.Worker.Tests.Sms;

public sealed class HttpGatewayTests
{
    [Fact]
    public async Task The_gateway_gets_everything_signed()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var gateway = await AppServer.StartAsync(202);
        await using var worker = await RunningWorker.StartAsync(stage.Database, gateway.Http());

        var id = await stage.AddSmsAsync("+4915123456789", language: "de");
        var request = await gateway.NextAsync();
        var row = await stage.WhenAsync(id, message => message.Status != OutboxStatus.Pending);
        var body = JsonNode.Parse(request.Body)!.AsObject();

        Assert.Equal(("POST", "/messages", "application/json"), (request.Method, request.Path, request.ContentType));
        Assert.Equal(["channel", "expires_at", "facts", "id", "kind", "language", "text", "to"], body.Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.Equal((id.ToString("N"), "sms", "signin_code"), ((string?)body["id"], (string?)body["channel"], (string?)body["kind"]));
        Assert.Equal(("+4915123456789", "de", "123456"), ((string?)body["to"], (string?)body["language"], (string?)body["facts"]!["code"]));
        Assert.EndsWith("\n\n@login.example.com #123456", (string?)body["text"], StringComparison.Ordinal);
        Assert.Equal(row.ExpiresAt, DateTime.Parse((string)body["expires_at"]!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal), TimeSpan.FromSeconds(1));
        Assert.Equal(id.ToString("N"), request.Headers["webhook-id"]);
        Assert.Equal(Signed(request), request.Headers["webhook-signature"]);
        Assert.Equal((OutboxStatus.Delivered, "127.0.0.1 took it."), (row.Status, row.Outcome));
    }

    // https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md; docs/sms.md shows how openssl makes it.
    [Fact]
    public void The_documented_example_has_the_signature_that_is_checked_here()
    {
        var page = File.ReadAllText(Path.Combine(Snapshot.Repository(), "docs", "sms.md"));
        var signature = Signature("0197f0c2a1b87c3e9d2f4a5b6c7d8e9f", "1795442400", """{"id":"0197f0c2a1b87c3e9d2f4a5b6c7d8e9f","channel":"sms"}""");

        Assert.Equal("v1,heV/EGSZ4izMntJwF/2zKYheYoPZKMioX/h4Xxe1a+I=", signature);
        Assert.Contains(signature, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_try_has_the_same_id_and_a_time_and_signature_of_its_own()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var gateway = await AppServer.StartAsync(503, 200);
        await using var worker = await RunningWorker.StartAsync(stage.Database, gateway.Http().And(new() { ["Outbox:FirstPause"] = "00:00:02", ["Outbox:LongestPause"] = "00:00:02" }));

        await stage.AddSmsAsync();
        var (first, second) = (await gateway.NextAsync(), await gateway.NextAsync());

        Assert.Equal(first.Headers["webhook-id"], second.Headers["webhook-id"]);
        Assert.NotEqual(first.Headers["webhook-timestamp"], second.Headers["webhook-timestamp"]);
        Assert.Equal(Signed(second), second.Headers["webhook-signature"]);
    }

    [Theory]
    [InlineData(200, OutboxStatus.Delivered, 1)]
    [InlineData(204, OutboxStatus.Delivered, 1)]
    [InlineData(422, OutboxStatus.Dead, 1)]
    [InlineData(400, OutboxStatus.Dead, 2)]
    [InlineData(401, OutboxStatus.Dead, 2)]
    [InlineData(302, OutboxStatus.Dead, 2)]
    [InlineData(429, OutboxStatus.Dead, 2)]
    [InlineData(500, OutboxStatus.Dead, 2)]
    public async Task Its_status_says_whether_to_try_again(int status, OutboxStatus end, int tries)
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var gateway = await AppServer.StartAsync(status);
        await using var worker = await RunningWorker.StartAsync(stage.Database, gateway.Http().And(new() { ["Outbox:MaxAttempts"] = "2" }));

        var row = await stage.WhenAsync(await stage.AddSmsAsync(), message => message.Status != OutboxStatus.Pending);

        Assert.Equal((end, tries), (row.Status, gateway.Count));
    }

    [Fact]
    public async Task B117_a_gateway_in_a_private_network_is_called_only_where_that_is_named()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var gateway = await AppServer.StartAsync();
        await using var worker = await RunningWorker.StartAsync(stage.Database, gateway.Http().And(new() { ["Outbound:AllowedNetworks:0"] = "10.1.2.3/32" }));

        var row = await stage.WhenAsync(await stage.AddSmsAsync(), message => message.Outcome is not null);

        Assert.Contains("Outbound:AllowedNetworks", row.Outcome, StringComparison.Ordinal);
        Assert.Equal(0, gateway.Count);
    }

    private static string Signed(Received request) => Signature(request.Headers["webhook-id"], request.Headers["webhook-timestamp"], request.Body);

    // As a receiver would.
    private static string Signature(string id, string timestamp, string body)
    {
        var key = Convert.FromBase64String(Gateways.Secret["whsec_".Length..]);
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")))}";
    }
}
