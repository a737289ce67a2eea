using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.UserInfo;

public sealed class UserInfoTests(TestServer server)
{
    private static readonly object Everything = new
    {
        name = "Ada Lovelace",
        given_name = "Ada",
        family_name = "Lovelace",
        nickname = "ada",
        website = "https://ada.example.com/",
        birthdate = "1815-12-10",
        zoneinfo = "Europe/London",
        locale = "en-GB",
        email_verified = true,
        phone_number = "+44 20 7946 0000",
        address = new { street_address = "12 St James's Square", locality = "London", country = "United Kingdom" },
    };

    [Fact]
    public async Task Openid_alone_gives_the_subject_and_nothing_else()
    {
        var (ada, claims) = await ClaimsAsync("openid");

        Assert.Equal(["sub"], claims.Select(c => c.Key));
        Assert.Equal(ada.Subject, claims.Text("sub"));
    }

    [Fact]
    [Trait("Module", "oidcc-scope-profile")]
    public async Task Profile_gives_the_profile_with_a_time_in_seconds()
    {
        var (ada, claims) = await ClaimsAsync("openid profile");

        Assert.Equal("Ada Lovelace", claims.Text("name"));
        Assert.Equal(ada.Username, claims.Text("preferred_username"));
        Assert.Equal("1815-12-10", claims.Text("birthdate"));
        Assert.InRange(claims["updated_at"]!.GetValue<long>(), 1_700_000_000, 4_000_000_000);
        Assert.DoesNotContain(claims, c => c.Key is "email" or "phone_number" or "address" or "middle_name" || c.Value is null);
    }

    [Fact]
    [Trait("Module", "oidcc-scope-email")]
    [Trait("Module", "oidcc-scope-phone")]
    public async Task Email_and_phone_come_with_booleans()
    {
        var (ada, claims) = await ClaimsAsync("openid email phone");

        Assert.Equal(ada.Email, claims.Text("email"));
        Assert.True(claims["email_verified"]!.GetValue<bool>());
        Assert.Equal("+44 20 7946 0000", claims.Text("phone_number"));
        Assert.False(claims["phone_number_verified"]!.GetValue<bool>());
    }

    [Fact]
    [Trait("Module", "oidcc-scope-address")]
    public async Task The_address_is_an_object()
    {
        var (_, claims) = await ClaimsAsync("openid address");

        var address = claims["address"]!.AsObject();
        Assert.Equal("London", address.Text("locality"));
        Assert.Equal("United Kingdom", address.Text("country"));
    }

    [Fact]
    public async Task Groups_are_an_array_even_when_there_is_one()
    {
        var group = $"group{Guid.NewGuid():N}";
        await server.ApplyAsync(new { groups = new[] { new { name = group } } });
        var (_, claims) = await ClaimsAsync("openid roles groups", new { groups = new[] { group } });

        Assert.Equal([group], claims.Texts("groups"));
    }

    [Fact]
    public async Task An_operators_scope_gives_the_claims_it_names()
    {
        var scope = $"staff{Guid.NewGuid():N}";
        await server.ApplyAsync(new { scopes = new[] { new { name = scope, display_name = "Staff", claims = new[] { "nickname" } } } });
        var app = await server.CreateClientAsync(new { scope = $"openid {scope}" });
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync(Everything));

        var tokens = await server.TokensAsync(browser, app.Request($"openid {scope}"));

        Assert.Equal(["nickname", "sub"], (await server.UserInfoAsync(tokens.AccessToken)).Json.Select(c => c.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Module", "oidcc-userinfo-get")]
    [Trait("Module", "oidcc-userinfo-post-header")]
    [Trait("Module", "oidcc-userinfo-post-body")]
    public async Task It_can_be_asked_by_GET_and_by_POST_with_the_token_in_header_or_body()
    {
        var (_, person, tokens) = await server.TokensAsync();
        Action<HttpRequestMessage> header = request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);

        Answer[] answers =
        [
            await server.SendAsync(HttpMethod.Get, "/connect/userinfo", more: header),
            await server.SendAsync(HttpMethod.Post, "/connect/userinfo", more: header),
            await server.PostAsync("/connect/userinfo", ("access_token", tokens.AccessToken)),
        ];

        Assert.All(answers, answer => Assert.Equal((200, person.Subject, "application/json"), (answer.Status, answer.Json.Text("sub"), answer.MediaType)));
    }

    [Fact]
    public async Task B037_only_an_access_token_in_its_place_opens_userinfo()
    {
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var code = await browser.CodeAsync(app.Request());
        var (_, _, tokens) = await server.TokensAsync();

        foreach (var wrong in new[] { tokens.IdToken!, tokens.RefreshToken!, code, "x", tokens.AccessToken[..^2] })
        {
            var answer = await server.UserInfoAsync(wrong);
            Assert.Equal(401, answer.Status);
            Assert.StartsWith("Bearer", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
            Assert.DoesNotContain("sub", answer.Body, StringComparison.Ordinal);
        }

        Assert.InRange((await server.SendAsync(HttpMethod.Get, $"/connect/userinfo?access_token={tokens.AccessToken}")).Status, 400, 401);
        Assert.Equal(401, (await server.SendAsync(HttpMethod.Get, "/connect/userinfo")).Status);
    }

    [Fact]
    public async Task B038_a_forged_token_is_refused()
    {
        var (_, person, tokens) = await server.TokensAsync();
        var real = Jwt.Read(tokens.AccessToken);
        var other = Jwt.Read(tokens.IdToken);

        string[] forgeries =
        [
            real.With(header: Header(real, "alg", "none"), signature: ""),
            real.With(header: Header(real, "alg", "NONE"), signature: ""),
            real.With(header: Header(real, "alg", "HS256")),
            real.With(header: Header(real, "kid", "../../../../dev/null")),
            real.With(header: Header(real, "jku", "https://attacker.example.com/jwks")),
            real.With(header: Header(real, "x5u", "https://attacker.example.com/cert")),
            real.With(header: Header(real, "crit", "exp")),
            real.With(claims: Header(real.Claims, "sub", Guid.NewGuid().ToString())),
            real.With(claims: Header(real.Claims, "exp", "9999999999")),
            other.With(header: Header(other, "typ", "at+jwt")),
            .. Attacker.Sign(real, "ES256"),
        ];

        foreach (var forgery in forgeries) Assert.Equal(401, (await server.UserInfoAsync(forgery)).Status);
        Assert.Equal(person.Subject, (await server.UserInfoAsync(tokens.AccessToken)).Json.Text("sub"));
    }

    private async Task<(Person Ada, JsonObject Claims)> ClaimsAsync(string scope, object? more = null)
    {
        var ada = await server.CreateUserAsync(Json.Merge(Json.Node(Everything), more));
        var app = await server.CreateClientAsync();
        using var browser = await server.NewBrowserAsync(ada);
        var tokens = await server.TokensAsync(browser, app.Request(scope));
        return (ada, (await server.UserInfoAsync(tokens.AccessToken)).Json);
    }

    private static JsonObject Header(Jwt token, string name, string value) => Header(token.Header, name, value);

    private static JsonObject Header(JsonObject part, string name, string value)
    {
        var changed = part.DeepClone().AsObject();
        changed[name] = name == "crit" ? new JsonArray(value) : value;
        return changed;
    }
}
