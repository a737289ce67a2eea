using System.Text;
using Identity.Core.Messaging;
using Identity.Core.Messaging.Sms;
using Identity.Testing.Receivers;
using Microsoft.AspNetCore.Http;

namespace Identity.Worker.Tests.Sms;

public sealed class TwilioTests
{
    // https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
    [Fact]
    public async Task A_message_is_sent_as_the_documentation_says()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var twilio = await AppServer.StartAsync(201);
        await using var worker = await RunningWorker.StartAsync(stage.Database, twilio.Twilio());

        var id = await stage.AddSmsAsync("+4915123456789");
        var request = await twilio.NextAsync();
        var row = await stage.WhenAsync(id, message => message.Status != OutboxStatus.Pending);

        Assert.Equal(("POST", "/2010-04-01/Accounts/ACaccount/Messages.json", "application/x-www-form-urlencoded"), (request.Method, request.Path, request.ContentType));
        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("ACaccount:the-auth-token"))}", request.Headers["Authorization"]);
        Assert.Equal(["Body", "From", "To", "ValidityPeriod"], request.Form.Keys.Order());
        Assert.Equal(("+12015550100", "+4915123456789"), (request.Form["From"], request.Form["To"]));
        Assert.StartsWith("123456 is your Acme code", request.Form["Body"], StringComparison.Ordinal);
        // At most 36000 seconds, and no longer than the code lives.
        Assert.InRange(int.Parse(request.Form["ValidityPeriod"], System.Globalization.CultureInfo.InvariantCulture), 500, 600);
        Assert.Equal((OutboxStatus.Delivered, "Twilio took it."), (row.Status, row.Outcome));
    }

    // https://www.twilio.com/docs/iam/api-keys and https://www.twilio.com/docs/messaging/services
    [Fact]
    public async Task An_api_key_and_a_messaging_service_take_the_places_of_token_and_number()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var twilio = await AppServer.StartAsync(201);
        await using var worker = await RunningWorker.StartAsync(stage.Database, twilio.Twilio().And(new()
        {
            ["Sms:Providers:0:AuthToken"] = null,
            ["Sms:Providers:0:From"] = null,
            ["Sms:Providers:0:ApiKey"] = "SKkey",
            ["Sms:Providers:0:ApiSecret"] = "key-secret",
            ["Sms:Providers:0:MessagingServiceSid"] = "MGservice",
        }));

        await stage.AddSmsAsync();
        var request = await twilio.NextAsync();

        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("SKkey:key-secret"))}", request.Headers["Authorization"]);
        Assert.Equal(("/2010-04-01/Accounts/ACaccount/Messages.json", "MGservice"), (request.Path, request.Form["MessagingServiceSid"]));
        Assert.DoesNotContain("From", request.Form.Keys);
    }

    // https://www.twilio.com/docs/whatsapp/api and https://www.twilio.com/docs/content/send-templates-created-with-the-content-template-builder
    [Theory]
    [InlineData("en", SmsKinds.SignInCode, "HXcode", """{"1":"123456"}""")]
    [InlineData("de", SmsKinds.SignInCode, "HXcodeDe", """{"1":"123456"}""")]
    [InlineData("de", SmsKinds.NumberChanged, "HXchanged", """{"1":"Acme"}""")]
    public async Task Whatsapp_gets_a_template_and_both_numbers_with_their_prefix(string language, string kind, string template, string variables)
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var twilio = await AppServer.StartAsync(201);
        await using var worker = await RunningWorker.StartAsync(stage.Database, twilio.Twilio().And(new()
        {
            ["Sms:Providers:0:Kind"] = "TwilioWhatsApp",
            ["Sms:Providers:0:ContentSids:signin_code"] = "HXcode",
            ["Sms:Providers:0:ContentSids:signin_code_de"] = "HXcodeDe",
            ["Sms:Providers:0:ContentSids:verify_number"] = "HXcode",
            ["Sms:Providers:0:ContentSids:number_changed"] = "HXchanged",
        }));

        await stage.AddSmsAsync("+4915123456789", kind, language);
        var request = await twilio.NextAsync();

        Assert.Equal(("whatsapp:+12015550100", "whatsapp:+4915123456789"), (request.Form["From"], request.Form["To"]));
        Assert.Equal((template, variables), (request.Form["ContentSid"], request.Form["ContentVariables"]));
        Assert.DoesNotContain("Body", request.Form.Keys);
    }

    // https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions for the form of the answer, and
    // https://www.twilio.com/docs/api/errors/21211 and so on for each code.
    [Theory]
    [InlineData(400, 21211)]
    [InlineData(400, 21265)]
    [InlineData(400, 21268)]
    [InlineData(400, 21610)]
    [InlineData(400, 21614)]
    [InlineData(400, 21617)]
    [InlineData(400, 21635)]
    public async Task What_is_wrong_with_the_number_or_the_text_is_not_tried_again_nor_with_another_provider(int status, int code)
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var twilio = await AppServer.StartAsync((_, context) => Refuse(context, status, code));
        await using var second = await AppServer.StartAsync();
        await using var worker = await RunningWorker.StartAsync(stage.Database, twilio.Twilio().And(second.Http(1)));

        var row = await stage.WhenAsync(await stage.AddSmsAsync(), message => message.Status != OutboxStatus.Pending);

        Assert.Equal((OutboxStatus.Dead, 1, 0), (row.Status, row.Attempts, second.Count));
        Assert.Equal($"Twilio answered {status} with error {code}: https://www.twilio.com/docs/api/errors/{code}", row.Outcome);
    }

    // https://www.twilio.com/docs/api/errors/20003 (credentials), 20429 (too many requests), 21408 (country switched off),
    // 21606 (sender), 21608 (trial account), 21612 (no route), 63016 (WhatsApp without a template).
    [Theory]
    [InlineData(401, 20003)]
    [InlineData(429, 20429)]
    [InlineData(400, 21408)]
    [InlineData(400, 21606)]
    [InlineData(400, 21608)]
    [InlineData(400, 21612)]
    [InlineData(400, 63016)]
    [InlineData(500, 20500)]
    public async Task What_is_wrong_with_the_account_or_the_route_is_left_to_the_next_provider(int status, int code)
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var twilio = await AppServer.StartAsync((_, context) => Refuse(context, status, code));
        await using var second = await AppServer.StartAsync();
        await using var worker = await RunningWorker.StartAsync(stage.Database, twilio.Twilio().And(second.Http(1)));

        var row = await stage.WhenAsync(await stage.AddSmsAsync(), message => message.Status != OutboxStatus.Pending);

        Assert.Equal((OutboxStatus.Delivered, 1, 1, 1), (row.Status, row.Attempts, twilio.Count, second.Count));
    }

    [Theory]
    [InlineData("<html>Bad gateway</html>")]
    [InlineData("[]")]
    [InlineData("""{"code":"21211"}""")]
    [InlineData("")]
    public async Task An_answer_that_is_not_the_api_is_tried_again(string body)
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var twilio = await AppServer.StartAsync(async (number, context) =>
        {
            context.Response.StatusCode = number == 1 ? 502 : 201;
            await context.Response.WriteAsync(body);
        });
        await using var worker = await RunningWorker.StartAsync(stage.Database, twilio.Twilio());

        var row = await stage.WhenAsync(await stage.AddSmsAsync(), message => message.Status != OutboxStatus.Pending);

        Assert.Equal((OutboxStatus.Delivered, 2), (row.Status, row.Attempts));
    }

    private static Task Refuse(HttpContext context, int status, int code)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { code, message = "The 'To' number +12015550123 is wrong", more_info = $"https://www.twilio.com/docs/errors/{code}", status });
    }
}
