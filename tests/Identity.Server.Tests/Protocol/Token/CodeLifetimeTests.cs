using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.Token;

[Collection(nameof(MovesTheClock))]
public sealed class CodeLifetimeTests(TestServer server)
{
    [Theory]
    [InlineData(59, 200)]
    [InlineData(61, 400)]
    public async Task B026_a_code_lives_for_a_minute(int seconds, int status)
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var request = app.Request();
        var code = await browser.CodeAsync(request);

        server.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(status, (await server.RedeemAsync(request, code)).Status);
    }
}
