using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Conformance;

public sealed partial class BasicPlanTests
{
    private static readonly object Everything = new
    {
        name = "Ada Lovelace",
        given_name = "Ada",
        phone_number = "+44 20 7946 0000",
        address = new { locality = "London" },
    };

    [Theory, BothPlans]
    public Task oidcc_userinfo_get(string mode)
        => AnswersAsync(mode, token => server.UserInfoAsync(token));

    [Theory, BothPlans]
    public Task oidcc_userinfo_post_header(string mode)
        => AnswersAsync(mode, token => server.SendAsync(HttpMethod.Post, "/connect/userinfo", more: request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token)));

    [Theory, BothPlans]
    public Task oidcc_userinfo_post_body(string mode)
        => AnswersAsync(mode, token => server.PostAsync("/connect/userinfo", ("access_token", token)));

    [Theory, BothPlans]
    public async Task oidcc_scope_profile(string mode)
    {
        var claims = await ClaimsAsync(mode, "profile");

        Assert.Equal(("Ada Lovelace", "Ada"), (claims.Text("name"), claims.Text("given_name")));
        Assert.False(claims.ContainsKey("email"));
    }

    [Theory, BothPlans]
    public async Task oidcc_scope_email(string mode) => AssertEmail(await ClaimsAsync(mode, "email"));

    [Theory, BothPlans]
    public async Task oidcc_scope_address(string mode) => AssertAddress(await ClaimsAsync(mode, "address"));

    [Theory, BothPlans]
    public async Task oidcc_scope_phone(string mode) => AssertPhone(await ClaimsAsync(mode, "phone"));

    [Theory, BothPlans]
    public async Task oidcc_scope_all(string mode)
    {
        var claims = await ClaimsAsync(mode, "profile email address phone");

        Assert.Equal("Ada Lovelace", claims.Text("name"));
        AssertEmail(claims);
        AssertAddress(claims);
        AssertPhone(claims);
    }

    [Theory, BothPlans]
    public async Task oidcc_claims_essential(string mode)
    {
        var claims = await ClaimsAsync(mode, "", request => request.With("claims", """{"userinfo":{"name":{"essential":true}}}"""));

        Assert.Equal("Ada Lovelace", claims.Text("name"));
    }

    private static void AssertEmail(JsonObject claims)
    {
        Assert.Contains('@', claims.Text("email"));
        Assert.Contains(claims["email_verified"]!.GetValueKind(), new[] { JsonValueKind.True, JsonValueKind.False });
    }

    private static void AssertAddress(JsonObject claims) => Assert.Equal("London", claims["address"]!.AsObject().Text("locality"));

    private static void AssertPhone(JsonObject claims)
    {
        Assert.Equal("+44 20 7946 0000", claims.Text("phone_number"));
        Assert.Contains(claims["phone_number_verified"]!.GetValueKind(), new[] { JsonValueKind.True, JsonValueKind.False });
    }

    private async Task AnswersAsync(string mode, Func<string, Task<Answer>> ask)
    {
        var (_, ada, tokens) = await SucceedsAsync(mode);

        var answer = await ask(tokens.AccessToken);

        Assert.Equal((200, "application/json"), (answer.Status, answer.MediaType));
        Assert.Equal(ada.Subject, answer.Json.Text("sub"));
    }

    private async Task<JsonObject> ClaimsAsync(string mode, string scope, Func<CodeRequest, CodeRequest>? change = null)
    {
        var (_, ada, tokens) = await SucceedsAsync(mode, $"openid {scope}".TrimEnd(), change, Everything);
        var claims = (await server.UserInfoAsync(tokens.AccessToken)).Json;
        Assert.Equal(ada.Subject, claims.Text("sub"));
        return claims;
    }
}
