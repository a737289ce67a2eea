using System.Text.Json.Nodes;

namespace Identity.Server.Tests.Stage;

/// <summary>A registered application.</summary>
public sealed record App(string ClientId, string Name, string? Secret, string RedirectUri, string PostLogoutRedirectUri)
{
    /// <summary>An authorization request as a good app makes it.</summary>
    public CodeRequest Request(string scope = "openid") => CodeRequest.Of(this, scope);

    internal static App Of(JsonObject client) => new(
        client.Text("client_id"),
        client["client_name"]?.GetValue<string>() ?? "",
        client["client_secret"]?.GetValue<string>(),
        client["redirect_uris"]?[0]?.GetValue<string>() ?? "",
        client["post_logout_redirect_uris"]?[0]?.GetValue<string>() ?? "");
}
