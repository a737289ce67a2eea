using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Identity.Browser.Tests.Processes;

namespace Identity.Browser.Tests.Clients;

public sealed class NodeClientTests(BrowserTestStage stage)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_certified_clients_of_Node_get_through_every_step()
    {
        var product = stage.Quickstarts.Product;
        var person = await Person.CreateAsync(product);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var settings = Settings(product, person, key);
        await product.ApplyAsync(Registration(settings, key));
        var folder = Repository.Source("tests", "clients");
        await NodePackages.InstallAsync(folder);

        var output = await ChildProcess.RunAsync(Repository.Node, ["--test", "--test-reporter=spec"], folder, settings, Limit);

        Assert.Contains("fail 0", output, StringComparison.Ordinal);
    }

    // Nothing listens at the app's addresses: the test reads them from the redirect.
    private static Dictionary<string, string> Settings(ProductProcess product, Person person, ECDsa key) => new()
    {
        ["IDENTITY_URL"] = product.Url.ToString(),
        ["IDENTITY_CLIENT_ID"] = $"node-{Guid.NewGuid():n}",
        ["IDENTITY_CLIENT_SECRET"] = RandomNumberGenerator.GetHexString(64),
        ["IDENTITY_REDIRECT_URI"] = "https://app.example/callback",
        ["IDENTITY_POST_LOGOUT_REDIRECT_URI"] = "https://app.example/signed-out",
        ["IDENTITY_KEY_CLIENT_ID"] = $"service-{Guid.NewGuid():n}",
        ["IDENTITY_KEY_CLIENT_JWK"] = JsonSerializer.Serialize(Jwk(key, withSecret: true)),
        ["IDENTITY_DEVICE_CLIENT_ID"] = $"device-{Guid.NewGuid():n}",
        ["IDENTITY_API_SCOPE"] = $"use-{Guid.NewGuid():n}",
        ["IDENTITY_USERNAME"] = person.Username,
        ["IDENTITY_PASSWORD"] = person.Password,
    };

    private static string Registration(Dictionary<string, string> settings, ECDsa key)
    {
        var scope = settings["IDENTITY_API_SCOPE"];
        var resource = $"https://{scope}.example.com";
        var redirectUris = new[] { settings["IDENTITY_REDIRECT_URI"] };
        object[] clients =
        [
            new
            {
                client_id = settings["IDENTITY_CLIENT_ID"],
                client_name = "Node client",
                client_secret = settings["IDENTITY_CLIENT_SECRET"],
                token_endpoint_auth_method = "client_secret_basic",
                first_party = false,
                redirect_uris = redirectUris,
                post_logout_redirect_uris = new[] { settings["IDENTITY_POST_LOGOUT_REDIRECT_URI"] },
                grant_types = new[] { "authorization_code", "refresh_token" },
                response_types = new[] { "code" },
                scope = "openid profile email offline_access",
            },
            new
            {
                client_id = settings["IDENTITY_KEY_CLIENT_ID"],
                client_name = "Node service",
                token_endpoint_auth_method = "private_key_jwt",
                jwks = new { keys = new[] { Jwk(key, withSecret: false) } },
                redirect_uris = redirectUris,
                grant_types = new[] { "authorization_code", "client_credentials" },
                scope = $"openid {scope}",
            },
            new
            {
                client_id = settings["IDENTITY_DEVICE_CLIENT_ID"],
                client_name = "Node device",
                token_endpoint_auth_method = "none",
                grant_types = new[] { "urn:ietf:params:oauth:grant-type:device_code" },
                scope = "openid",
            },
        ];
        return JsonSerializer.Serialize(new
        {
            resources = new[] { new { identifier = resource, introspection_clients = new[] { settings["IDENTITY_KEY_CLIENT_ID"] } } },
            scopes = new[] { new { name = scope, display_name = "Use it", resources = new[] { resource } } },
            clients,
        });
    }

    private static Dictionary<string, string> Jwk(ECDsa key, bool withSecret)
    {
        var parts = key.ExportParameters(includePrivateParameters: true);
        var jwk = new Dictionary<string, string>
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["kid"] = "node",
            ["x"] = Base64Url.EncodeToString(parts.Q.X),
            ["y"] = Base64Url.EncodeToString(parts.Q.Y),
        };
        if (withSecret) jwk["d"] = Base64Url.EncodeToString(parts.D);
        return jwk;
    }
}
