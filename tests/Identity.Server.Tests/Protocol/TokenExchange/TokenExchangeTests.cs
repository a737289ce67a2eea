using System.Text.Json.Nodes;
using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using OpenIddict.Server;

namespace Identity.Server.Tests.Protocol.TokenExchange;

public sealed class TokenExchangeTests(TestServer server)
{
    private const string GrantType = "urn:ietf:params:oauth:grant-type:token-exchange";
    private const string AccessToken = "urn:ietf:params:oauth:token-type:access_token";
    private const string Jwt = "urn:ietf:params:oauth:token-type:jwt";

    [Theory]
    [InlineData(AccessToken)]
    [InlineData(Jwt)]
    public async Task B048_an_api_trades_a_token_for_a_narrower_one_that_says_who_acts(string type)
    {
        var stage = await StageAsync();

        var answer = await ExchangeAsync(stage.Api, stage.Tokens.AccessToken, ("scope", stage.Notes), ("subject_token_type", type));

        Assert.Equal(200, answer.Status);
        Assert.Equal((AccessToken, "Bearer", stage.Notes), (answer.Json.Text("issued_token_type"), answer.Json.Text("token_type"), answer.Json.Text("scope")));
        Assert.False(answer.Json.ContainsKey("refresh_token"));
        Assert.False(answer.Json.ContainsKey("id_token"));
        var token = (await server.VerifyAsync(answer.Json.Text("access_token"))).Claims;
        Assert.Equal((stage.Person.Subject, stage.Api.ClientId, stage.Notes, Resource(stage.Notes)), (token.Text("sub"), token.Text("client_id"), token.Text("scope"), token.Text("aud")));
        Assert.Equal((stage.Api.ClientId, stage.Api.ClientId), (Act(token).Text("sub"), Act(token).Text("client_id")));
    }

    [Fact]
    public async Task B048_whoever_acted_before_stays_on_record()
    {
        var stage = await StageAsync();
        var second = await server.CreateClientAsync(Exchanger([stage.Api], stage.Notes));
        var first = (await ExchangeAsync(stage.Api, stage.Tokens.AccessToken, ("scope", stage.Notes))).Json.Text("access_token");

        var act = Act(Stage.Jwt.Read((await ExchangeAsync(second, first)).Json.Text("access_token")).Claims);

        Assert.Equal((second.ClientId, stage.Api.ClientId), (act.Text("sub"), act["act"]!.AsObject().Text("sub")));
    }

    [Fact]
    public async Task B048_nobody_may_trade_who_is_not_named_for_it()
    {
        var stage = await StageAsync();
        var others = await server.CreateClientAsync(Exchanger([await server.CreateClientAsync()], stage.Notes));
        var none = await server.CreateClientAsync(Exchanger([], stage.Notes));
        var web = await server.CreateClientAsync();

        Assert.Equal((400, "unauthorized_client"), Result(await ExchangeAsync(others, stage.Tokens.AccessToken)));
        Assert.Equal((400, "unauthorized_client"), Result(await ExchangeAsync(none, stage.Tokens.AccessToken)));
        Assert.Equal((400, "unauthorized_client"), Result(await ExchangeAsync(web, stage.Tokens.AccessToken)));
    }

    [Fact]
    public async Task B048_only_a_live_access_token_of_ours_can_be_traded()
    {
        var stage = await StageAsync();
        var real = Stage.Jwt.Read(stage.Tokens.AccessToken);
        var forged = real.With(claims: Json.Merge(real.Claims, new { scope = "admin" }));

        foreach (var wrong in new[] { stage.Tokens.IdToken!, stage.Tokens.RefreshToken!, forged, "x" })
        {
            Assert.Equal((400, "invalid_grant"), Result(await ExchangeAsync(stage.Api, wrong)));
        }

        foreach (var type in new[] { "urn:ietf:params:oauth:token-type:id_token", "urn:ietf:params:oauth:token-type:refresh_token", "x", "" })
        {
            Assert.Equal((400, "invalid_request"), Result(await ExchangeAsync(stage.Api, stage.Tokens.AccessToken, ("subject_token_type", type))));
        }

        Assert.Equal((400, "invalid_request"), Result(await ExchangeAsync(stage.Api, stage.Tokens.AccessToken, ("requested_token_type", "urn:ietf:params:oauth:token-type:refresh_token"))));
        Assert.Equal((400, "invalid_request"), Result(await server.TokenAsync(stage.Api, ("grant_type", GrantType), ("subject_token_type", AccessToken))));
    }

    [Fact]
    public async Task B048_scopes_and_audiences_only_narrow()
    {
        var stage = await StageAsync();

        Assert.Equal((400, "invalid_scope"), Result(await ExchangeAsync(stage.Api, stage.Tokens.AccessToken, ("scope", $"{stage.Notes} email"))));
        Assert.Equal((400, "invalid_scope"), Result(await ExchangeAsync(stage.Api, stage.Tokens.AccessToken, ("scope", "profile"))));
        Assert.Equal((400, "invalid_target"), Result(await ExchangeAsync(stage.Api, stage.Tokens.AccessToken, ("audience", "urn:identity:admin"))));
        Assert.Equal((400, "invalid_target"), Result(await ExchangeAsync(stage.Api, stage.Tokens.AccessToken, ("scope", stage.Notes), ("resource", Resource(stage.Files)))));

        var narrowed = await ExchangeAsync(stage.Api, stage.Tokens.AccessToken, ("audience", Resource(stage.Files)));
        Assert.Equal(Resource(stage.Files), Stage.Jwt.Read(narrowed.Json.Text("access_token")).Claims.Text("aud"));
    }

    [Fact]
    public async Task B048_an_exchange_does_not_reach_beyond_the_resources_of_the_grant()
    {
        var stage = await StageAsync();
        using var browser = await server.NewBrowserAsync(stage.Person);
        var narrow = await server.TokensAsync(browser, stage.Web.Request($"openid {stage.Notes} {stage.Files}").With("resource", Resource(stage.Notes)));

        var answer = await ExchangeAsync(stage.Api, narrow.AccessToken, ("audience", Resource(stage.Files)));

        Assert.Equal((400, "invalid_target"), Result(answer));
    }

    [Fact]
    public async Task Without_a_scope_the_token_has_what_both_may_have()
    {
        var stage = await StageAsync();

        var answer = await ExchangeAsync(stage.Api, stage.Tokens.AccessToken);

        Assert.Equal(["openid", stage.Notes, stage.Files], answer.Json.Text("scope").Split(' '));
    }

    [Fact]
    public async Task B048_the_new_token_ends_with_the_old_one_at_the_latest()
    {
        await using var own = await TestServer.StartAsync();
        var stage = await StageAsync(own);
        own.Clock.Advance(TimeSpan.FromMinutes(10));

        var answer = await ExchangeAsync(own, stage.Api, stage.Tokens.AccessToken);

        Assert.Equal(300, answer.Json["expires_in"]!.GetValue<int>());
        Assert.Equal(
            Stage.Jwt.Read(stage.Tokens.AccessToken).Claims["exp"]!.GetValue<long>(),
            Stage.Jwt.Read(answer.Json.Text("access_token")).Claims["exp"]!.GetValue<long>());
        own.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal((400, "invalid_grant"), Result(await ExchangeAsync(own, stage.Api, stage.Tokens.AccessToken)));
    }

    [Theory]
    [InlineData("revoked")]
    [InlineData("revoked alone")]
    [InlineData("signed out")]
    [InlineData("turned off")]
    public async Task B048_what_has_ended_can_not_be_traded_and_takes_traded_tokens_along(string how)
    {
        var stage = await StageAsync();
        var traded = (await ExchangeAsync(stage.Api, stage.Tokens.AccessToken)).Json.Text("access_token");
        Assert.True((await server.CallAsync(stage.Api, "/connect/introspect", ("token", traded))).Json["active"]!.GetValue<bool>());

        switch (how)
        {
            case "revoked": await server.CallAsync(stage.Web, "/connect/revoke", ("token", stage.Tokens.RefreshToken!)); break;
            case "revoked alone": await server.CallAsync(stage.Web, "/connect/revoke", ("token", stage.Tokens.AccessToken)); break;
            case "turned off": await server.TurnOffAsync(stage.Person); break;
            default: await server.InDatabaseAsync(db => db.Sessions.Where(s => s.UserId == stage.Person.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, server.Clock.GetUtcNow().UtcDateTime))); break;
        }

        Assert.Equal((400, "invalid_grant"), Result(await ExchangeAsync(stage.Api, stage.Tokens.AccessToken)));
        var active = (await server.CallAsync(stage.Api, "/connect/introspect", ("token", traded))).Json["active"]!.GetValue<bool>();
        Assert.Equal(how == "revoked alone", active);
    }

    [Fact]
    public async Task B048_an_actor_token_is_the_callers_own()
    {
        var stage = await StageAsync();
        var mine = (await server.TokenAsync(stage.Api, ("grant_type", "client_credentials"))).Json.Text("access_token");

        var right = await ExchangeAsync(stage.Api, stage.Tokens.AccessToken, ("actor_token", mine), ("actor_token_type", AccessToken));
        var wrong = await ExchangeAsync(stage.Api, stage.Tokens.AccessToken, ("actor_token", stage.Tokens.AccessToken), ("actor_token_type", Jwt));
        var untyped = await ExchangeAsync(stage.Api, stage.Tokens.AccessToken, ("actor_token", mine));

        Assert.Equal(stage.Api.ClientId, Act(Stage.Jwt.Read(right.Json.Text("access_token")).Claims).Text("sub"));
        Assert.Equal((400, "invalid_request"), Result(wrong));
        Assert.Equal((400, "invalid_request"), Result(untyped));
    }

    [Theory]
    [InlineData("sub", true)]
    [InlineData("client_id", true)]
    [InlineData("sub", false)]
    [InlineData("something", false)]
    public async Task B048_a_token_may_say_who_acts(string member, bool isCaller)
    {
        var stage = await StageAsync();
        var token = Signed(Json.Merge(
            Stage.Jwt.Read(stage.Tokens.AccessToken).Claims,
            new JsonObject { ["may_act"] = new JsonObject { [member] = isCaller ? stage.Api.ClientId : "somebody-else" } }));

        var answer = await ExchangeAsync(stage.Api, token);

        if (isCaller) Assert.Equal(200, answer.Status);
        else Assert.Equal((400, "invalid_request"), Result(answer));
    }

    [Fact]
    public async Task Introspection_tells_who_acts_and_the_audit_log_who_traded()
    {
        var stage = await StageAsync();
        var token = (await ExchangeAsync(stage.Api, stage.Tokens.AccessToken)).Json.Text("access_token");

        var answer = await server.CallAsync(stage.Api, "/connect/introspect", ("token", token));

        Assert.Equal(stage.Api.ClientId, answer.Json["act"]!.AsObject().Text("client_id"));
        var audit = await server.InDatabaseAsync(db => db.AuditEvents.SingleAsync(e => e.Kind == "token.exchanged" && e.ClientId == stage.Api.ClientId));
        Assert.Equal(stage.Person.Subject, audit.Actor);
        Assert.Contains(stage.Web.ClientId, audit.Data, StringComparison.Ordinal);
    }

    // A person has signed in to a web app, which calls an API; the API may trade the app's tokens.
    private Task<Scene> StageAsync() => StageAsync(server);

    private static async Task<Scene> StageAsync(TestServer server)
    {
        var (notes, files) = ($"notes-{Guid.NewGuid():N}", $"files-{Guid.NewGuid():N}");
        await server.ApplyAsync(new
        {
            resources = new[] { new { identifier = Resource(notes) }, new { identifier = Resource(files) } },
            scopes = new[] { new { name = notes, resources = new[] { Resource(notes) } }, new { name = files, resources = new[] { Resource(files) } } },
        });
        var web = await server.CreateClientAsync(new { scope = $"openid email offline_access {notes} {files}" });
        var api = await server.CreateClientAsync(Exchanger([web], notes, files));
        var person = await server.CreateUserAsync();
        using var browser = await server.NewBrowserAsync(person);
        return new(web, api, person, await server.TokensAsync(browser, web.Request($"openid email offline_access {notes} {files}")), notes, files);
    }

    private static object Exchanger(IEnumerable<App> clients, params string[] scopes) => new
    {
        redirect_uris = (string[]?)null,
        post_logout_redirect_uris = (string[]?)null,
        grant_types = new[] { GrantType, "client_credentials" },
        scope = $"openid profile {string.Join(' ', scopes)}",
        token_exchange_clients = clients.Select(app => app.ClientId),
    };

    private Task<Answer> ExchangeAsync(App app, string subjectToken, params (string Name, string Value)[] more) => ExchangeAsync(server, app, subjectToken, more);

    private static Task<Answer> ExchangeAsync(TestServer server, App app, string subjectToken, params (string Name, string Value)[] more)
    {
        (string, string)[] type = more.Any(field => field.Name == "subject_token_type") ? [] : [("subject_token_type", AccessToken)];
        return server.TokenAsync(app, [("grant_type", GrantType), ("subject_token", subjectToken), .. type, .. more]);
    }

    // No token of ours has this claim yet, so the test makes one with our key.
    private string Signed(JsonObject claims)
    {
        var key = server.Services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>().CurrentValue.SigningCredentials.First(c => c.Algorithm == "ES256");
        return new JsonWebTokenHandler().CreateToken(claims.ToJsonString(), key, new Dictionary<string, object> { ["typ"] = "at+jwt" });
    }

    private static string Resource(string scope) => $"https://{scope}.example.com";

    private static JsonObject Act(JsonObject claims) => claims["act"]!.AsObject();

    private static (int Status, string? Error) Result(Answer answer) => (answer.Status, answer.Error);

    private sealed record Scene(App Web, App Api, Person Person, Tokens Tokens, string Notes, string Files);
}
