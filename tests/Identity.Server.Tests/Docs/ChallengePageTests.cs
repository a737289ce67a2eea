using Identity.Server.Tests.Protocol.Challenge;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Docs;

/// <summary>docs/authorization-challenge.md shows what really happens.</summary>
public sealed class ChallengePageTests
{
    // RFC 7636, appendix B.
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private const string Number = "+4915123456789";

    [Fact]
    public async Task Authorization_challenge()
    {
        await using var server = await TestServer.StartAsync();
        var (page, talk) = (new GrantPage("../authorization-challenge.md"), new Talk(server));
        await server.CreateUserAsync(new { email = "ada@example.com", email_verified = true, phone_number = Number, phone_number_verified = true });
        var app = await server.CreatePublicClientAsync(new { client_id = "acme-app", application_type = "native", redirect_uris = new[] { "com.acme.app:/callback" }, post_logout_redirect_uris = (string[]?)null, authorization_challenge = true });
        (string, string)[] request = [("response_type", "code"), ("scope", "openid offline_access"), ("code_challenge", Challenge), ("code_challenge_method", "S256")];

        var (answer, text) = await SendAsync([.. request, ("username", "ada@example.com"), ("password", Person.GoodPassword)]);
        page.Check("password", text);
        page.Check("token", (await talk.SendAsync(app, "/connect/token", ("grant_type", "authorization_code"), ("code", answer.Json.Text("authorization_code")), ("code_verifier", Verifier))).Text);

        (answer, text) = await SendAsync(request);
        page.Check("first", text);
        (answer, text) = await SendAsync([Go(answer), ("challenge_method", "email_code"), ("username", "ada@example.com")]);
        page.Check("mail", text);
        page.Check("code", (await SendAsync([Go(answer), ("code", await CodeAsync("ada@example.com"))])).Text);

        (answer, _) = await SendAsync(request);
        page.Check("text", (await SendAsync([Go(answer), ("challenge_method", "sms_code"), ("phone_number", Number)])).Text);

        (answer, _) = await SendAsync(request);
        (answer, text) = await SendAsync([Go(answer), ("challenge_method", "sign_up"), ("email", "grace@example.com"), ("new_password", "password"), ("name", "Grace")]);
        page.Check("problems", text);
        page.Check("sign-up", (await SendAsync([Go(answer), ("challenge_method", "sign_up"), ("email", "grace@example.com"), ("new_password", "copper lantern by the lake"), ("name", "Grace")])).Text);

        (answer, text) = await SendAsync([.. request, ("prompt", "consent")]);
        page.Check("web", text.Replace(answer.Json.Text("request_uri"), "urn:ietf:params:oauth:request_uri:REQUEST", StringComparison.Ordinal));
        page.CheckAllProduced();

        Task<(Answer Answer, string Text)> SendAsync((string, string)[] fields) => talk.SendAsync(app, NativeApp.Address, fields);

        async Task<string> CodeAsync(string email)
        {
            var code = await server.CodeForAsync(email);
            talk.Name(code, "482913");
            return code;
        }
    }

    private static (string, string) Go(Answer before) => ("auth_session", before.Json.Text("auth_session"));
}
