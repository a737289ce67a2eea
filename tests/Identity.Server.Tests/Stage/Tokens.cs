namespace Identity.Server.Tests.Stage;

/// <summary>What the token endpoint gave.</summary>
public sealed record Tokens(string AccessToken, string? IdToken, string? RefreshToken, Answer Answer)
{
    public static Tokens Of(Answer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        Assert.True(answer.Status == 200, answer.ToString());
        var json = answer.Json;
        return new(json.Text("access_token"), json["id_token"]?.GetValue<string>(), json["refresh_token"]?.GetValue<string>(), answer);
    }
}
