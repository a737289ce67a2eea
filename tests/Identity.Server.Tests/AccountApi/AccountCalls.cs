using System.Net.Http.Headers;
using System.Text;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.AccountApi;

/// <summary>What an app does with somebody's account.</summary>
internal static class AccountCalls
{
    public const string Root = "/api/account/v1";
    public const string Scope = "openid offline_access account";

    /// <summary>A new app that may manage accounts.</summary>
    public static object App(object? more = null) => Json.Merge(new { scope = "openid profile offline_access account" }, more);

    /// <summary>A new person, signed in to a new app that may manage accounts.</summary>
    public static Task<SignedIn> AtAccountAsync(this TestServer server, object? client = null) => server.SignedInAsync(Scope, App(client));

    /// <summary>The same in one more browser of that person.</summary>
    public static async Task<SignedIn> AtAccountAsync(this TestServer server, Person person, object? client = null)
        => await server.SignedInAsync(person, await server.NewBrowserAsync(person), Scope, App(client));

    public static Task<Answer> AccountAsync(this TestServer server, SignedIn who, HttpMethod method, string route, object? body = null, Action<HttpRequestMessage>? more = null)
        => server.AccountAsync(who.Tokens.AccessToken, method, route, body, more);

    public static Task<Answer> AccountAsync(this TestServer server, string? token, HttpMethod method, string route, object? body = null, Action<HttpRequestMessage>? more = null)
        => server.SendAsync(method, Root + route, body is null ? null : Content(body), request =>
        {
            if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            more?.Invoke(request);
        });

    public static Task<Answer> ReadAsync(this TestServer server, SignedIn who, string route = "/profile") => server.AccountAsync(who, HttpMethod.Get, route);

    public static Task<Answer> PatchAsync(this TestServer server, SignedIn who, object body, string? ifMatch = null)
        => server.AccountAsync(who, HttpMethod.Patch, "/profile", body, request =>
        {
            if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        });

    /// <summary>The code of a problem, after a look at everything that each has.</summary>
    public static string Problem(this Answer answer)
    {
        Assert.True(answer.MediaType == "application/problem+json", answer.ToString());
        Assert.Equal(answer.Status, (int)answer.Json["status"]!);
        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{8}$", answer.Json.Text("instance"));
        Assert.NotEmpty(answer.Json.Text("title"));
        return answer.Json.Text("type").Replace("urn:identity:problem:", "", StringComparison.Ordinal);
    }

    /// <summary>What to mend, by member.</summary>
    public static string[] Mend(this Answer answer)
    {
        Assert.Equal((400, "invalid-input"), (answer.Status, answer.Problem()));
        return [.. answer.Json["errors"]!.AsObject().Select(member => member.Key)];
    }

    private static StringContent Content(object body)
        => new(body as string ?? Json.Node(body).ToJsonString(), Encoding.UTF8, "application/json");
}
