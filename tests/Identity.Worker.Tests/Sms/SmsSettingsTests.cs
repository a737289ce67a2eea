using Microsoft.Extensions.Options;

namespace Identity.Worker.Tests.Sms;

public sealed class SmsSettingsTests
{
    private const string Secret = "Sms:Providers:0:Secret=" + Gateways.Secret;
    private const string Twilio = "Sms:Providers:0:Kind=Twilio;Sms:Providers:0:AccountSid=AC1;Sms:Providers:0:AuthToken=t;Sms:Providers:0:From=+12015550100";

    [Theory]
    [InlineData("Sms:Providers:0:From=Acme", "Sms:Providers:0:Kind")]
    [InlineData("Sms:Providers:0:Kind=Http;" + Secret, "Sms:Providers:0:Url")]
    [InlineData("Sms:Providers:0:Kind=Http;Sms:Providers:0:Url=ftp://a.example;" + Secret, "Sms:Providers:0:Url")]
    [InlineData("Sms:Providers:0:Kind=Http;Sms:Providers:0:Url=https://a.example;Sms:Providers:0:Secret=password", "Sms:Providers:0:Secret")]
    [InlineData("Sms:Providers:0:Kind=Http;Sms:Providers:0:Url=https://a.example;Sms:Providers:0:Secret=whsec_c2hvcnQ=", "Sms:Providers:0:Secret")]
    [InlineData("Sms:Providers:0:Kind=Vonage;Sms:Providers:0:ApiKey=k;Sms:Providers:0:From=Acme", "Sms:Providers:0:ApiSecret")]
    [InlineData("Sms:Providers:0:Kind=Vonage;Sms:Providers:0:ApiKey=k;Sms:Providers:0:ApiSecret=s", "Sms:Providers:0:From")]
    [InlineData(Twilio + ";Sms:Providers:0:AccountSid=../AC1", "Sms:Providers:0:AccountSid")]
    [InlineData(Twilio + ";Sms:Providers:0:ApiKey=SK1;Sms:Providers:0:ApiSecret=s", "Sms:Providers:0:ApiKey")]
    [InlineData(Twilio + ";Sms:Providers:0:MessagingServiceSid=MG1", "Sms:Providers:0:From")]
    [InlineData(Twilio + ";Sms:Providers:0:Kind=TwilioWhatsApp", "Sms:Providers:0:ContentSids")]
    [InlineData("Sms:Countries:0=Germany", "Sms:Countries")]
    [InlineData("Sms:DefaultRegion=EU", "Sms:DefaultRegion")]
    [InlineData("Webhook:Providers:0:Url=hooks.example", "Webhook:Providers:0:Url")]
    [InlineData("Webhook:Providers:0:Url=https://hooks.example", "Webhook:Providers:0:Secret")]
    public async Task A_foolish_value_stops_the_start_with_its_name_and_an_example(string settings, string name)
    {
        await using var stage = await OutboxStage.CreateAsync();
        var pairs = settings.Split(';').Select(setting => setting.Split('=', 2)).GroupBy(pair => pair[0]).ToDictionary(group => group.Key, string? (group) => group.Last()[1]);

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => RunningWorker.StartAsync(stage.Database, pairs));

        Assert.Contains($"{name}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("A valid example:", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("password", failure.Message, StringComparison.Ordinal);
    }
}
