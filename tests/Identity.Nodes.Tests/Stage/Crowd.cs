namespace Identity.Nodes.Tests.Stage;

/// <summary>Codes and refresh tokens of one person, ready to be redeemed.</summary>
public sealed record Crowd(IReadOnlyList<(CodeRequest Request, string Code)> Codes, IReadOnlyList<string> RefreshTokens)
{
    public static async Task<Crowd> GatherAsync(Uri server, Person person, App app, int count)
    {
        using var browser = new WebBrowser(server);
        await browser.SignInAsync(person);
        List<(CodeRequest, string)> codes = [];
        List<string> refreshTokens = [];
        for (var i = 0; i < count; i++)
        {
            codes.Add(await CodeAsync());
            var (request, code) = await CodeAsync();
            refreshTokens.Add((await server.RedeemAsync(request, code)).Json.Text("refresh_token"));
        }

        return new Crowd(codes, refreshTokens);

        async Task<(CodeRequest, string)> CodeAsync()
        {
            var request = app.Request("openid offline_access");
            return (request, await browser.CodeAsync(request));
        }
    }
}
