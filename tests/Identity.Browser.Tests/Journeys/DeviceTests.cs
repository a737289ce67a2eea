using System.Text.Json;
using Identity.Browser.Tests.Pages;
using static Microsoft.Playwright.Assertions;

namespace Identity.Browser.Tests.Journeys;

[Collection(nameof(PageStage))]
public sealed class DeviceTests(BrowserTestStage browsers, PageStage stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_person_allows_a_device_what_it_asks_for(bool script)
        => browsers.Browser.WalkAsync(
            async page =>
            {
                var device = await page.AskForDeviceAsync(stage.Product.Url, "tv", "openid email");
                var (deviceCode, userCode) = (Text(device, "device_code"), Text(device, "user_code"));
                Assert.Equal("authorization_pending", Text(await page.PollAsync(stage.Product.Url, "tv", deviceCode), "error"));

                await page.GotoAsync(Text(device, "verification_uri"));
                await page.Field("Code").FillAsync(userCode.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant());
                await page.Button("Continue").ClickAsync();
                await page.SignInAsync(stage.Ada);
                await Expect(page.Heading("Allow Acme Player on your device?")).ToBeVisibleAsync();
                await Expect(page.GetByText(userCode, new() { Exact = true })).ToBeVisibleAsync();
                await Expect(page.GetByText("See your email address")).ToBeVisibleAsync();
                await page.Button("Allow").ClickAsync();
                await Expect(page.Heading("Done")).ToBeVisibleAsync();

                var tokens = await WaitAsync(() => page.PollAsync(stage.Product.Url, "tv", deviceCode));
                Assert.NotEmpty(Text(tokens, "access_token"));
                Assert.NotEmpty(Text(tokens, "id_token"));
            },
            script);

    // As a device does it: no faster than it was told to.
    private static async Task<JsonElement> WaitAsync(Func<Task<JsonElement>> poll)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(6));
        while (await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken))
        {
            var answer = await poll();
            if (!answer.TryGetProperty("error", out var error) || error.GetString() is not ("authorization_pending" or "slow_down")) return answer;
        }

        throw new InvalidOperationException("The device was never answered.");
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
