using System.Text.Json.Nodes;
using Identity.Core.Apply;
using Identity.Server.Tests.Stage;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Server.Tests.Conformance;

/// <summary>What is not signed: the suite skips these modules, because discovery does not offer the algorithm "none".</summary>
public sealed partial class BasicPlanTests
{
    [Theory, BothPlans]
    public async Task oidcc_idtoken_unsigned(string mode)
    {
        var app = await SuiteApp.RegisterAsync(server, mode);
        var file = new JsonObject { ["clients"] = new JsonArray(Json.Node(new { client_id = app.App.ClientId, id_token_signed_response_alg = "none" })) };

        var result = await server.InScopeAsync(scope => scope.GetRequiredService<ApplyFile>().RunAsync(file.ToJsonString(), planOnly: true, CancellationToken.None));

        Assert.DoesNotContain("none", (await DiscoveryAsync()).Texts("id_token_signing_alg_values_supported"));
        Assert.Contains(Assert.IsType<ApplyResult.Refused>(result).Problems, problem => $"{problem}".Contains("id_token_signed_response_alg", StringComparison.Ordinal));
    }

    [Theory, BothPlans]
    public async Task oidcc_request_uri_unsigned_supported_correctly_or_rejected_as_unsupported(string mode)
    {
        var app = await SuiteApp.RegisterAsync(server, mode);
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var request = app.Request().With("request_uri", "https://app.example.com/request.jwt");

        var answer = await browser.AuthorizeAsync(request);

        Assert.False((await DiscoveryAsync())["request_uri_parameter_supported"]!.GetValue<bool>());
        Assert.Equal("request_uri_not_supported", app.Received(request, answer)["error"]);
    }

    [Theory, BothPlans]
    public async Task oidcc_unsigned_request_object_supported_correctly_or_rejected_as_unsupported(string mode)
    {
        var app = await SuiteApp.RegisterAsync(server, mode);
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var request = app.Request();

        var answer = await browser.AuthorizeAsync(request.With("request", Unsigned(request)));

        Assert.DoesNotContain("none", (await DiscoveryAsync()).Texts("request_object_signing_alg_values_supported"));
        Assert.Equal("request_not_supported", app.Received(request, answer)["error"]);
    }

    [Theory, BothPlans]
    public async Task oidcc_ensure_request_object_with_redirect_uri(string mode)
    {
        using var key = ClientKey.Create();
        var app = await SuiteApp.RegisterAsync(server, mode, new { jwks = key.Set });
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());
        var request = app.Request();
        var elsewhere = request.With("redirect_uri", app.App.RedirectUri + "/another");

        var signed = await browser.AuthorizeAsync(elsewhere.With("request", key.Sign(Claims(request))));
        var unsigned = await browser.AuthorizeAsync(elsewhere.With("request", Unsigned(request)));

        Assert.NotNull((await app.TokensAsync(request, signed)).IdToken);
        Assert.Equal((400, "error", null), (unsigned.Status, unsigned.PageName, unsigned.Recipient));
    }

    private string Unsigned(CodeRequest request) => $"{Jwt.Encode(new JsonObject { ["alg"] = "none" })}.{Jwt.Encode(Claims(request))}.";

    private JsonObject Claims(CodeRequest request) => new(
    [
        .. request.Parameters.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Key, p.Value)),
        new("iss", request.App.ClientId),
        new("aud", server.Issuer),
        new("exp", server.Clock.GetUtcNow().ToUnixTimeSeconds() + 60),
    ]);
}
