using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Docs;

/// <summary>The pages of docs/grants show what really happens.</summary>
public sealed class GrantPageTests
{
    private const string Secret = "shop-secret-of-32-characters-or-more";

    // RFC 7636, appendix B.
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    [Fact]
    public async Task Authorization_code()
    {
        await using var server = await TestServer.StartAsync();
        var (page, talk) = (new GrantPage("authorization-code.md"), new Talk(server));
        var shop = await ShopAsync(server);
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var request = Request(shop, "openid email");
        var given = await browser.AuthorizeAsync(request);
        page.Check("request", talk.Redirect(request, given));
        var code = given["code"];
        var (answer, text) = await talk.SendAsync(shop, "/connect/token", Redemption(shop, code));
        page.Check("token", text);
        page.Check("id-token", talk.Claims(answer.Json.Text("id_token")));
        page.Check("access-token", talk.Claims(answer.Json.Text("access_token")));
        page.Check("again", (await talk.SendAsync(shop, "/connect/token", Redemption(shop, code))).Text);
        page.CheckAllProduced();
    }

    [Fact]
    public async Task Refresh_token()
    {
        await using var server = await TestServer.StartAsync();
        var (page, talk) = (new GrantPage("refresh-token.md"), new Talk(server));
        var shop = await ShopAsync(server);
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var code = await browser.CodeAsync(Request(shop, "openid offline_access"));
        talk.Name(code, "CODE");
        var (first, text) = await talk.SendAsync(shop, "/connect/token", Redemption(shop, code));
        page.Check("first", text);

        (string, string)[] refresh = [("grant_type", "refresh_token"), ("refresh_token", first.Json.Text("refresh_token"))];
        page.Check("refresh", (await talk.SendAsync(shop, "/connect/token", refresh)).Text);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        page.Check("reuse", (await talk.SendAsync(shop, "/connect/token", refresh)).Text);
        page.CheckAllProduced();
    }

    [Fact]
    public async Task Client_credentials()
    {
        await using var server = await TestServer.StartAsync();
        var (page, talk) = (new GrantPage("client-credentials.md"), new Talk(server));
        await CreateInvoicesAsync(server);
        var service = await ServiceAsync(server, "nightly-report", new { grant_types = new[] { "client_credentials" }, scope = "invoices" });

        var (answer, text) = await talk.SendAsync(service, "/connect/token", ("grant_type", "client_credentials"), ("scope", "invoices"));
        page.Check("token", text);
        page.Check("claims", talk.Claims(answer.Json.Text("access_token")));
        page.Check("personal", (await talk.SendAsync(service, "/connect/token", ("grant_type", "client_credentials"), ("scope", "openid"))).Text);
        page.CheckAllProduced();
    }

    [Fact]
    public async Task Device()
    {
        await using var server = await TestServer.StartAsync();
        var (page, talk) = (new GrantPage("device.md"), new Talk(server));
        var tv = await server.CreateDeviceClientAsync(new { client_id = "tv", client_name = "TV" });
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var (asked, text) = await talk.SendAsync(tv, "/connect/device", ("scope", "openid offline_access"));
        page.Check("ask", text);
        var device = new WaitingDevice(tv, asked.Json);
        (string, string)[] poll = [("grant_type", Devices.GrantType), ("device_code", device.DeviceCode)];
        page.Check("pending", (await talk.SendAsync(tv, "/connect/token", poll)).Text);
        page.Check("slow-down", (await talk.SendAsync(tv, "/connect/token", poll)).Text);
        await browser.DecideAsync(device);
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        page.Check("tokens", (await talk.SendAsync(tv, "/connect/token", poll)).Text);
        page.CheckAllProduced();
    }

    [Fact]
    public async Task Token_exchange()
    {
        await using var server = await TestServer.StartAsync();
        var (page, talk) = (new GrantPage("token-exchange.md"), new Talk(server));
        await CreateInvoicesAsync(server);
        var shop = await ShopAsync(server, "openid invoices");
        var api = await ServiceAsync(server, "shop-api", new { grant_types = new[] { "urn:ietf:params:oauth:grant-type:token-exchange" }, scope = "invoices", token_exchange_clients = new[] { "shop" } });
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var tokens = Tokens.Of(await server.TokenAsync(shop, Redemption(shop, await browser.CodeAsync(Request(shop, "openid invoices")))));
        (string, string)[] exchange =
        [
            ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), ("subject_token", tokens.AccessToken),
            ("subject_token_type", "urn:ietf:params:oauth:token-type:access_token"),
        ];
        talk.Name(tokens.AccessToken, "SHOPS_ACCESS_TOKEN");

        var (answer, text) = await talk.SendAsync(api, "/connect/token", [.. exchange, ("scope", "invoices")]);
        page.Check("exchange", text);
        page.Check("claims", talk.Claims(answer.Json.Text("access_token")));
        page.Check("wider", (await talk.SendAsync(api, "/connect/token", [.. exchange, ("audience", "https://payments.example.com")])).Text);
        page.CheckAllProduced();
    }

    private static Task<App> ShopAsync(TestServer server, string scope = "openid email offline_access")
        => server.CreateClientAsync(new { client_id = "shop", client_secret = Secret, redirect_uris = new[] { "https://shop.example.com/callback" }, scope });

    private static Task<App> ServiceAsync(TestServer server, string id, object more)
        => server.CreateClientAsync(Json.Merge(new { client_id = id, client_secret = $"{id}-secret-of-32-characters", redirect_uris = (string[]?)null, post_logout_redirect_uris = (string[]?)null }, more));

    private static Task CreateInvoicesAsync(TestServer server) => server.ApplyAsync(new
    {
        resources = new[] { new { identifier = "https://invoices.example.com" } },
        scopes = new[] { new { name = "invoices", resources = new[] { "https://invoices.example.com" } } },
    });

    private static CodeRequest Request(App app, string scope)
        => (app.Request(scope) with { Verifier = Verifier }).With("code_challenge", Challenge).With("state", "af0ifjsldkj").With("nonce", "n-0S6_WzA2Mj");

    private static (string, string)[] Redemption(App app, string code)
        => [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", app.RedirectUri), ("code_verifier", Verifier)];
}
