using Identity.Core.Data;
using Identity.Server.Tests.Account.SignIn.Phone;
using Identity.Server.Tests.Stage;
using Identity.Testing.Databases;

namespace Identity.Server.Tests.Protocol.Challenge;

/// <summary>Codes by text message on an app's own screens.</summary>
public sealed class ChallengeTextTests(TestServer server)
{
    [Fact]
    public async Task A_texted_code_gives_a_code()
    {
        var (ada, number) = await PhoneUser.PersonAsync(server);
        var app = await NativeApp.CreateAsync(server);

        var texted = await AskAsync(app, number.Insert(6, " "));
        var code = await server.TextedCodeAsync(number);
        var wrong = await app.GoOnAsync(texted, ("code", Mail.OtherCode(code)));
        var right = await app.GoOnAsync(wrong, ("code", code));

        Assert.Equal((403, "insufficient_authorization"), (texted.Status, texted.Error));
        Assert.Equal("code", texted.Json.Texts("next").First());
        Assert.Equal((400, "access_denied"), (wrong.Status, wrong.Error));
        var claims = (await server.VerifyAsync((await app.TokensAsync(right)).IdToken)).Claims;
        Assert.Equal(ada.Subject, claims.Text("sub"));
        Assert.Equal(["sms"], claims.Texts("amr"));
        Assert.Equal("invalid_session", (await app.GoOnAsync(wrong, ("code", code))).Error);
    }

    [Fact]
    public async Task B068_known_and_unknown_numbers_get_the_same_answers()
    {
        var (_, number) = await PhoneUser.PersonAsync(server);
        var app = await NativeApp.CreateAsync(server);

        var (known, unknown) = (await AskAsync(app, number), await AskAsync(app, Texting.NewNumber()));
        var wrong = Mail.OtherCode(await server.TextedCodeAsync(number));

        Assert.Equal(NativeApp.Plain(unknown), NativeApp.Plain(known));
        for (var i = 0; i < 22; i++)
        {
            var (a, b) = (await app.GoOnAsync(known, ("code", wrong)), await app.GoOnAsync(unknown, ("code", wrong)));
            Assert.Equal(NativeApp.Plain(b), NativeApp.Plain(a));
            Assert.Equal(i < 20 ? 400 : 429, a.Status);
        }
    }

    [Fact]
    public async Task A_code_is_of_use_with_the_auth_session_that_asked_and_not_asked_for_again_at_once()
    {
        var (_, number) = await PhoneUser.PersonAsync(server);
        var app = await NativeApp.CreateAsync(server);
        var thief = await AskAsync(app, Texting.NewNumber());
        var texted = await AskAsync(app, number);

        var again = await app.GoOnAsync(texted, ("challenge_method", "sms_code"), ("phone_number", number));

        Assert.Equal((429, "30"), (again.Status, again.Header("Retry-After")));
        Assert.Equal("access_denied", (await app.GoOnAsync(thief, ("code", await server.TextedCodeAsync(number)))).Error);
        Assert.Equal("invalid_request", (await app.BeginAsync(("code", await server.TextedCodeAsync(number)))).Error);
    }

    [Theory]
    [InlineData("01512 3456789")]
    [InlineData("nonsense")]
    [InlineData(null)]
    public async Task What_can_not_be_a_number_is_said_by_parameter(string? number)
    {
        var app = await NativeApp.CreateAsync(server);

        var answer = number is null ? await app.BeginAsync(("challenge_method", "sms_code")) : await AskAsync(app, number);

        Assert.Equal((400, "invalid_request"), (answer.Status, answer.Error));
        Assert.Equal(["phone_number"], answer.Json["problems"]!.AsObject().Select(problem => problem.Key));
    }

    [Fact]
    public async Task Where_it_is_turned_off_it_is_not_offered()
    {
        await using var own = await TestServer.StartAsync(settings: new() { ["SignInSms:Enabled"] = "false" });
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        var app = await NativeApp.CreateAsync(own);

        var answer = await AskAsync(app, Texting.NewNumber());

        Assert.Equal("invalid_request", answer.Error);
        Assert.DoesNotContain("sms_code", answer.Json.Texts("next"));
    }

    [Theory]
    [AllProviders]
    public async Task B071_of_100_guesses_at_once_only_as_many_are_looked_at_as_are_allowed(DatabaseProvider provider)
    {
        await using var own = await TestServer.StartAsync(provider);
        var (_, number) = await PhoneUser.PersonAsync(own);
        var app = await NativeApp.CreateAsync(own);
        var texted = await AskAsync(app, number);
        var wrong = Mail.OtherCode(await own.TextedCodeAsync(number));

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => app.GoOnAsync(texted, ("code", wrong))));

        Assert.Equal(5, answers.Count(answer => answer.Json.Text("error_description") == "The code is wrong."));
        Assert.NotEqual(200, (await app.GoOnAsync(texted, ("code", await own.TextedCodeAsync(number)))).Status);
    }

    private static Task<Answer> AskAsync(NativeApp app, string number) => app.BeginAsync(("challenge_method", "sms_code"), ("phone_number", number));
}
