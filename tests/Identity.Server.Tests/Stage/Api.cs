namespace Identity.Server.Tests.Stage;

/// <summary>A registered API with a scope of its own.</summary>
public sealed record Api(string Resource, string Scope);

public static class Apis
{
    /// <summary>An API that the test alone knows.</summary>
    /// <param name="server">Where it is registered.</param>
    /// <param name="permissions">What roles can give for it.</param>
    public static async Task<Api> CreateApiAsync(this TestServer server, params string[] permissions)
    {
        ArgumentNullException.ThrowIfNull(server);
        var api = new Api($"https://{Guid.NewGuid():N}.example.com/api", $"use-{Guid.NewGuid():N}");
        await server.ApplyAsync(new
        {
            resources = new[] { new { identifier = api.Resource, permissions } },
            scopes = new[] { new { name = api.Scope, display_name = "Use it", resources = new[] { api.Resource } } },
        });
        return api;
    }
}
