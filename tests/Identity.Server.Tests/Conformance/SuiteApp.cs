using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Conformance;

/// <summary>An app as OpenID's suite plays it: without PKCE, and with a response mode only in the Form Post plan.</summary>
internal sealed record SuiteApp(TestServer Server, App App, string Mode)
{
    public static async Task<SuiteApp> RegisterAsync(TestServer server, string mode, object? more = null)
        => new(server, await server.CreateClientAsync(Json.Merge(new { require_pkce = false }, more)), mode);

    public CodeRequest Request(string scope = "openid") => InMode(App.Request(scope).Without("code_challenge", "code_challenge_method"));

    public CodeRequest RequestWithPkce() => InMode(App.Request());

    /// <summary>The answer, when it came to the app's address in the way that the app asked for, and belongs to this request.</summary>
    public Answer Received(CodeRequest request, Answer answer)
    {
        Assert.True((answer.ResponseMode, answer.Recipient) == (Mode, App.RedirectUri), answer.ToString());
        Assert.Equal((request.State, Server.Issuer), (answer["state"], answer["iss"]));
        return answer;
    }

    public async Task<Tokens> TokensAsync(CodeRequest request, Answer answer)
        => Tokens.Of(await Server.RedeemAsync(request, Received(request, answer)["code"]));

    /// <summary>Tokens from a browser in which everything is settled.</summary>
    public async Task<Tokens> TokensAsync(WebBrowser browser, CodeRequest? request = null)
    {
        request ??= Request();
        return await TokensAsync(request, await browser.AuthorizeAsync(request));
    }

    /// <summary>Tokens after signing in on the page.</summary>
    public async Task<Tokens> SignInAsync(WebBrowser browser, Person person, CodeRequest request)
        => await TokensAsync(request, await browser.SignInAsync(person, await browser.AuthorizeAsync(request)));

    private CodeRequest InMode(CodeRequest request) => Mode == "query" ? request : request.With("response_mode", Mode);
}
