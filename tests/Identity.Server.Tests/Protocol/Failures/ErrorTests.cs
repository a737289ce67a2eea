using System.Text;
using System.Text.Json.Nodes;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Protocol.Failures;

public sealed class ErrorTests(TestServer server)
{
    [Fact]
    public async Task Every_error_is_told_in_the_reviewed_words()
    {
        var app = await server.CreateClientAsync(new { grant_types = new[] { "authorization_code", "refresh_token", "client_credentials" } });
        var other = await server.CreateClientAsync(new { grant_types = new[] { "authorization_code" } });
        var api = await server.CreateApiAsync();
        var person = await server.CreateUserAsync();
        var text = new StringBuilder();

        await ReviewAsync("authorize", requests => requests.AuthorizeAsync());
        await ReviewAsync("par", requests => requests.PushAsync());
        await ReviewAsync("device", requests => requests.DeviceAsync());
        await ReviewAsync("token", requests => requests.TokenAsync());
        await ReviewAsync("token, authorization_code", requests => requests.CodeAsync());
        await ReviewAsync("token, refresh_token", requests => requests.RefreshAsync());
        await ReviewAsync("token, device_code", requests => requests.PollAsync());
        await ReviewAsync("token, token-exchange", requests => requests.ExchangeAsync());
        await ReviewAsync("userinfo", requests => requests.UserInfoAsync());
        await ReviewAsync("introspect", requests => requests.IntrospectAsync());
        await ReviewAsync("revoke", requests => requests.RevokeAsync());
        await ReviewAsync("endsession", requests => requests.EndSessionAsync());

        Snapshot.Check("Protocol/Failures/errors.txt", text.ToString());

        async Task ReviewAsync(string endpoint, Func<BadRequests, Task> make)
        {
            var requests = new BadRequests(server, app, other, api, person);
            await make(requests);
            text.Append("# ").AppendLine(endpoint).AppendLine();
            foreach (var (mistake, answer) in requests.Answers) text.AppendLine(Mask($"{mistake}\n{Describe(answer)}"));
        }

        string Mask(string told) => told
            .Replace(server.Issuer, "{issuer}", StringComparison.Ordinal)
            .Replace(app.ClientId, "{client}", StringComparison.Ordinal)
            .Replace(other.ClientId, "{other}", StringComparison.Ordinal)
            .Replace(api.Resource, "{resource}", StringComparison.Ordinal)
            .Replace(api.Scope, "{scope}", StringComparison.Ordinal);
    }

    /// <summary>Where it is told, the code, the words, and the challenge.</summary>
    private static string Describe(Answer answer)
    {
        var (place, error, description) = answer switch
        {
            { PageName: "error" } => ($"{answer.Status} page", Fact(answer, 0), Fact(answer, 1)),
            { Recipient: not null } => ($"{answer.Status} to the app", answer.Find("error"), answer.Find("error_description")),
            { Body: "" } or { IsPage: true } => ($"{answer.Status} {answer.PageName}", null, null),
            _ => ($"{answer.Status}", Member(answer.Json, "error") ?? Member(answer.Json, "type"), Member(answer.Json, "error_description") ?? Member(answer.Json, "detail") ?? Member(answer.Json, "title")),
        };
        string[] lines = [$"{place} {error}".Trim(), description ?? "", answer.Header("WWW-Authenticate")];
        return string.Concat(lines.Where(line => line.Length > 0).Select(line => $"    {line}\n"));
    }

    private static string? Fact(Answer answer, int index) => answer.Page.QuerySelectorAll("details dd").ElementAtOrDefault(index)?.TextContent.Trim();

    private static string? Member(JsonObject body, string name) => body[name]?.GetValue<string>();
}
