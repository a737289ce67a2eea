using System.Text;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Site;

public sealed class IssuedValuesTests
{
    [Fact]
    public async Task B144_a_copy_of_the_database_holds_nothing_that_was_issued_in_a_form_that_works()
    {
        await using var server = await TestServer.StartAsync();
        var person = await server.CreateUserAsync();
        using var browser = await server.NewBrowserAsync(person);
        var app = await server.CreateClientAsync();
        var request = app.Request("openid offline_access");
        var code = await browser.CodeAsync(request);
        var unused = await browser.CodeAsync(app.Request("openid offline_access"));
        var tokens = Tokens.Of(await server.RedeemAsync(request, code));
        var next = Tokens.Of(await server.RefreshAsync(app, tokens.RefreshToken));
        var device = await server.AskAsync(await server.CreateDeviceClientAsync());
        // The user code waits in a flow meanwhile.
        await browser.EnterAsync(device.UserCode);
        var pushed = await server.PushAsync(app.Request());

        var dump = Dump(server);

        Assert.Contains(app.ClientId, dump, StringComparison.Ordinal);
        foreach (var (name, value) in new (string, string?)[]
        {
            ("password", person.Password), ("client secret", app.Secret), ("session", browser.Cookie("identity")),
            ("code", code), ("unused code", unused), ("access token", tokens.AccessToken), ("ID token", tokens.IdToken),
            ("refresh token", tokens.RefreshToken), ("next refresh token", next.RefreshToken), ("next access token", next.AccessToken),
            ("device code", device.DeviceCode), ("user code", device.UserCode), ("bare user code", device.UserCode.Replace("-", "", StringComparison.Ordinal)),
            ("request URI", pushed.Json.Text("request_uri").Split(':')[^1]),
        })
        {
            Assert.False(dump.Contains(value!, StringComparison.Ordinal), $"The {name} is in the database.");
        }
    }

    // Every byte as a character of its own: the file, and what has not been merged into it yet.
    private static string Dump(TestServer server)
    {
        var dump = new StringBuilder();
        foreach (var path in Directory.GetFiles(server.Database["Data:Directory"]!, "identity.db*"))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var content = new MemoryStream();
            file.CopyTo(content);
            dump.Append(Encoding.Latin1.GetString(content.ToArray()));
        }

        return dump.ToString();
    }
}
