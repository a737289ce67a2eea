using System.Security.Cryptography;
using System.Text.Json;
using Identity.Browser.Tests.Processes;

namespace Identity.Browser.Tests.Clients;

public sealed class OpenIdClientTests(BrowserTestStage stage)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_certified_client_of_Node_gets_through_every_step()
    {
        var product = stage.Quickstarts.Product;
        var person = await Person.CreateAsync(product);
        var settings = Settings(product, person);
        await product.ApplyAsync(Registration(settings));
        var folder = Repository.Source("tests", "clients");
        await NodePackages.InstallAsync(folder);

        var output = await ChildProcess.RunAsync(Repository.Node, ["--test", "--test-reporter=spec"], folder, settings, Limit);

        Assert.Contains("fail 0", output, StringComparison.Ordinal);
    }

    // Nothing listens at the app's addresses: the test reads them from the redirect.
    private static Dictionary<string, string> Settings(ProductProcess product, Person person) => new()
    {
        ["IDENTITY_URL"] = product.Url.ToString(),
        ["IDENTITY_CLIENT_ID"] = $"node-{Guid.NewGuid():n}",
        ["IDENTITY_CLIENT_SECRET"] = RandomNumberGenerator.GetHexString(64),
        ["IDENTITY_REDIRECT_URI"] = "https://app.example/callback",
        ["IDENTITY_POST_LOGOUT_REDIRECT_URI"] = "https://app.example/signed-out",
        ["IDENTITY_USERNAME"] = person.Username,
        ["IDENTITY_PASSWORD"] = person.Password,
    };

    private static string Registration(Dictionary<string, string> settings)
    {
        var client = new
        {
            client_id = settings["IDENTITY_CLIENT_ID"],
            client_name = "Node client",
            client_secret = settings["IDENTITY_CLIENT_SECRET"],
            token_endpoint_auth_method = "client_secret_basic",
            first_party = false,
            redirect_uris = new[] { settings["IDENTITY_REDIRECT_URI"] },
            post_logout_redirect_uris = new[] { settings["IDENTITY_POST_LOGOUT_REDIRECT_URI"] },
            grant_types = new[] { "authorization_code", "refresh_token" },
            response_types = new[] { "code" },
            scope = "openid profile email offline_access",
        };
        return JsonSerializer.Serialize(new { clients = new[] { client } });
    }
}
