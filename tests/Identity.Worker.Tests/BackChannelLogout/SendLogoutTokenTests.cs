using Identity.Core.Data;
using Identity.Core.Keys;
using Identity.Core.Logout;
using Identity.Core.Messaging;
using Identity.Testing.Receivers;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Identity.Worker.Tests.BackChannelLogout;

public sealed class SendLogoutTokenTests
{
    [Theory]
    [InlineData("RS256")]
    [InlineData("ES256")]
    [InlineData("PS256")]
    public async Task B051_the_token_is_what_the_specification_says_signed_as_the_clients_id_tokens(string algorithm)
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var receiver = await AppServer.StartAsync();
        var app = await stage.AddAppAsync(new Uri(receiver.Url, "/logout"), algorithm);
        var id = await stage.AddLogoutAsync(app);

        await using var worker = await RunningWorker.StartAsync(stage.Database);
        var received = await receiver.NextAsync();
        var token = await VerifiedAsync(stage, received.Form["logout_token"]);
        var row = await stage.WhenAsync(id, m => m.Status != OutboxStatus.Pending);

        Assert.Equal(("POST", "/logout", "application/x-www-form-urlencoded"), (received.Method, received.Path, received.ContentType));
        Assert.Equal("logout_token", Assert.Single(received.Form.Keys));
        Assert.Equal(("logout+jwt", algorithm), (token.Typ, token.Alg));
        Assert.Equal((RunningWorker.Issuer, id.ToString("N"), "subject"), (token.Issuer, token.Id, token.Subject));
        Assert.Equal(await ClientIdAsync(stage, app), Assert.Single(token.Audiences));
        Assert.StartsWith("sid-", token.GetClaim("sid").Value, StringComparison.Ordinal);
        Assert.Equal("""{"http://schemas.openid.net/event/backchannel-logout":{}}""", token.GetClaim("events").Value);
        Assert.Equal(TimeSpan.FromMinutes(2), token.ValidTo - token.IssuedAt);
        Assert.Equal(["aud", "events", "exp", "iat", "iss", "jti", "sid", "sub"], token.Claims.Select(c => c.Type).Order());
        Assert.Equal(OutboxStatus.Delivered, row.Status);
        Assert.DoesNotContain(received.Form["logout_token"], row.Payload + row.Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_that_is_down_is_told_again_with_the_same_jti()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var receiver = await AppServer.StartAsync(503, 500, 204);
        var id = await stage.AddLogoutAsync(await stage.AddAppAsync(receiver.Url));

        await using var worker = await RunningWorker.StartAsync(stage.Database);
        var row = await stage.WhenAsync(id, m => m.Status != OutboxStatus.Pending);

        Assert.Equal((OutboxStatus.Delivered, 3), (row.Status, row.Attempts));
        Assert.Contains("204", row.Outcome, StringComparison.Ordinal);
        var tokens = new[] { await receiver.NextAsync(), await receiver.NextAsync(), await receiver.NextAsync() };
        Assert.Equal([id.ToString("N")], tokens.Select(t => new JsonWebToken(t.Form["logout_token"]).Id).Distinct());
    }

    [Fact]
    public async Task An_app_that_refuses_the_token_is_not_asked_again()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var receiver = await AppServer.StartAsync(async (_, context) =>
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync("""{"error":"invalid_request","error_description":"<b>secret</b>"}""");
        });
        var id = await stage.AddLogoutAsync(await stage.AddAppAsync(receiver.Url));

        await using var worker = await RunningWorker.StartAsync(stage.Database);
        var row = await stage.WhenAsync(id, m => m.Status != OutboxStatus.Pending);

        Assert.Equal((OutboxStatus.Dead, 1, 1), (row.Status, row.Attempts, receiver.Count));
        Assert.Contains("invalid_request", row.Outcome, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", row.Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B051_a_redirect_is_not_followed()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var elsewhere = await AppServer.StartAsync();
        await using var receiver = await AppServer.StartAsync((_, context) =>
        {
            context.Response.Redirect(elsewhere.Url.AbsoluteUri, permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });
        var id = await stage.AddLogoutAsync(await stage.AddAppAsync(receiver.Url));

        await using var worker = await RunningWorker.StartAsync(stage.Database, new() { ["Outbox:MaxAttempts"] = "2" });
        var row = await stage.WhenAsync(id, m => m.Status != OutboxStatus.Pending);

        Assert.Equal((OutboxStatus.Dead, 2, 0), (row.Status, receiver.Count, elsewhere.Count));
    }

    [Fact]
    public async Task B051_an_address_that_is_not_public_is_not_called_unless_its_network_is_named()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var receiver = await AppServer.StartAsync();
        var id = await stage.AddLogoutAsync(await stage.AddAppAsync(receiver.Url));

        await using var worker = await RunningWorker.StartAsync(stage.Database, new() { ["Outbound:AllowedNetworks:0"] = "10.1.2.3/32", ["Outbox:MaxAttempts"] = "1" });
        var row = await stage.WhenAsync(id, m => m.Status != OutboxStatus.Pending);

        Assert.Equal((OutboxStatus.Dead, 0), (row.Status, receiver.Count));
        Assert.Contains("Outbound:AllowedNetworks", row.Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B051_an_app_that_never_answers_is_left_after_the_time_that_is_set()
    {
        var never = new TaskCompletionSource();
        await using var stage = await OutboxStage.CreateAsync();
        await using var receiver = await AppServer.StartAsync((_, context) => never.Task.WaitAsync(context.RequestAborted));
        var id = await stage.AddLogoutAsync(await stage.AddAppAsync(receiver.Url));

        await using var worker = await RunningWorker.StartAsync(stage.Database, new() { ["Outbound:Timeout"] = "00:00:01", ["Outbox:MaxAttempts"] = "1" });
        var row = await stage.WhenAsync(id, m => m.Status != OutboxStatus.Pending);

        Assert.Equal(OutboxStatus.Dead, row.Status);
        Assert.Contains("did not answer within 1 seconds", row.Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_of_a_newer_version_waits_for_a_newer_worker()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var worker = await RunningWorker.StartAsync(stage.Database, new() { ["Outbox:FirstPause"] = "00:10:00", ["Outbox:LongestPause"] = "00:10:00" });

        var id = await stage.AddAsync(OutboxKinds.BackChannelLogout, LogoutNotice.Version + 1, new { });
        var row = await stage.WhenAsync(id, m => m.Outcome is not null);

        Assert.Equal(OutboxStatus.Pending, row.Status);
        Assert.Contains("newer version", row.Outcome, StringComparison.Ordinal);
    }

    private static async Task<JsonWebToken> VerifiedAsync(OutboxStage stage, string token)
    {
        TokenValidationResult result = null!;
        await stage.WithAsync<SigningKeyRing>(async ring => result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeys = (await ring.LoadAsync(default)).Where(key => key.Use == "sig").Select(key => key.Key),
            ValidTypes = ["logout+jwt"],
            ValidateAudience = false,
            ValidIssuer = RunningWorker.Issuer,
        }));
        Assert.True(result.IsValid, result.Exception?.Message);
        return (JsonWebToken)result.SecurityToken;
    }

    private static async Task<string> ClientIdAsync(OutboxStage stage, Guid app)
    {
        var id = "";
        await stage.WithAsync<IdentityDb>(async db => id = (await db.Clients.Where(c => c.Id == app).Select(c => c.ClientId).SingleAsync())!);
        return id;
    }
}
