namespace Identity.Server.Tests.Stage;

public static class PushedRequests
{
    /// <summary>Hands a request in beforehand (RFC 9126).</summary>
    public static Task<Answer> PushAsync(this TestServer server, CodeRequest request, params (string Name, string Value)[] more)
    {
        ArgumentNullException.ThrowIfNull(request);
        return server.CallAsync(request.App, "/connect/par", [.. request.Parameters.Where(p => p.Key != "client_id").Select(p => (p.Key, p.Value)), .. more]);
    }

    /// <summary>Where the browser goes with what was pushed.</summary>
    public static string Address(this Answer pushed, App app)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(pushed);
        Assert.True(pushed.Status == 201, pushed.ToString());
        return $"/connect/authorize?client_id={app.ClientId}&request_uri={Uri.EscapeDataString(pushed.Json.Text("request_uri"))}";
    }
}
