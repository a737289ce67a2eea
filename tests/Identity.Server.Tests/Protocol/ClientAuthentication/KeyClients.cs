using System.Text.Json.Nodes;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.ClientAuthentication;

/// <summary>Services that authenticate with a key.</summary>
internal static class KeyClients
{
    public const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    public static Task<App> CreateKeyClientAsync(this TestServer server, ClientKey key, object? more = null)
        => server.CreateClientAsync(Json.Merge(
            new JsonObject
            {
                ["client_secret"] = null,
                ["token_endpoint_auth_method"] = "private_key_jwt",
                ["jwks"] = key.Set,
                ["grant_types"] = new JsonArray("client_credentials", "authorization_code", "refresh_token"),
                ["scope"] = "openid offline_access admin",
            },
            more));

    /// <summary>Asks for a token of the service's own.</summary>
    public static Task<Answer> ServiceTokenAsync(this TestServer server, string assertion, params (string Name, string Value)[] more)
        => server.PostAsync("/connect/token", [("grant_type", "client_credentials"), ("scope", "admin"), .. Credentials(assertion), .. more]);

    public static (string Name, string Value)[] Credentials(string assertion) => [("client_assertion_type", AssertionType), ("client_assertion", assertion)];
}
