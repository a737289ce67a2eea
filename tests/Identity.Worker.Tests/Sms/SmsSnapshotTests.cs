using System.Text.Json.Nodes;
using Identity.Core.Messaging.Sms;
using Identity.Server.Tests.Stage;
using Identity.Testing.Receivers;

namespace Identity.Worker.Tests.Sms;

public sealed class SmsSnapshotTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public async Task Every_message_reads_as_it_was_reviewed(string language)
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var gateway = await AppServer.StartAsync();
        await using var worker = await RunningWorker.StartAsync(stage.Database, gateway.Http());

        foreach (var kind in SmsKinds.All)
        {
            await stage.AddSmsAsync(kind: kind, language: language);
            var text = (string)JsonNode.Parse((await gateway.NextAsync()).Body)!["text"]!;

            Assert.DoesNotContain('{', text);
            Assert.DoesNotContain($"sms.{kind}", text, StringComparison.Ordinal);
            Snapshot.Check($"Sms/Messages/{kind}.{language}.txt", text);
        }
    }

    // https://wicg.github.io/sms-one-time-codes/#format
    [Theory]
    [InlineData("Acme")]
    [InlineData("Acme\n@evil.example #123456")]
    [InlineData("Acme\u2028@evil.example #123456")]
    public async Task The_last_line_binds_the_code_to_our_own_site_whatever_the_product_is_called(string product)
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var gateway = await AppServer.StartAsync();
        await using var worker = await RunningWorker.StartAsync(stage.Database, gateway.Http());

        await stage.AddSmsAsync(product: product);
        var lines = ((string)JsonNode.Parse((await gateway.NextAsync()).Body)!["text"]!).Split('\n', '\u2028');

        Assert.Equal("@login.example.com #123456", lines[^1]);
        Assert.Single(lines, line => line.StartsWith('@'));
    }
}
