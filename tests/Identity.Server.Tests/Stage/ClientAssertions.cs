namespace Identity.Server.Tests.Stage;

public static class ClientAssertions
{
    /// <summary>A client assertion as a good app makes it, but for these claims.</summary>
    public static string Assertion(this ClientKey key, TestServer server, App app, object? claims = null, object? header = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(app);
        var now = server.Clock.GetUtcNow().ToUnixTimeSeconds();
        return key.Sign(Json.Merge(new { iss = app.ClientId, sub = app.ClientId, aud = server.Issuer, jti = Guid.NewGuid().ToString("N"), iat = now, exp = now + 60 }, claims), header);
    }
}
