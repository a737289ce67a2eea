using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Server.Tests.Stage;
using Identity.Testing.Databases;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Protocol.Challenge;

public sealed class ChallengeSignUpTests(TestServer server)
{
    private readonly string _email = $"new{Guid.NewGuid():N}@example.com";

    [Fact]
    public async Task A_mailed_code_makes_the_account_and_signs_in()
    {
        var app = await NativeApp.CreateAsync(server, scope: "openid profile email");

        var mailed = await SignUpAsync(app, _email);
        var before = await AccountsAsync(_email);
        var wrong = await app.GoOnAsync(mailed, ("code", Mail.OtherCode(await server.CodeForAsync(_email))));
        var tokens = await app.TokensAsync(await app.GoOnAsync(wrong, ("code", (await server.CodeForAsync(_email)).Insert(3, " "))));

        Assert.Equal((403, "insufficient_authorization"), (mailed.Status, mailed.Error));
        Assert.Equal(["code", "password", "email_code", "sms_code", "sign_up"], mailed.Json.Texts("next"));
        Assert.Equal(0, before);
        Assert.Equal((400, "access_denied"), (wrong.Status, wrong.Error));
        var claims = (await server.UserInfoAsync(tokens.AccessToken)).Json;
        Assert.Equal((_email, "Ada Lovelace"), (claims.Text("email"), claims.Text("name")));
        Assert.Equal(["pwd"], Jwt.Read(tokens.IdToken).Claims.Texts("amr"));
        Assert.Equal(200, (await app.BeginAsync(("username", _email), ("password", Person.GoodPassword))).Status);
        var id = claims.Text("sub");
        Assert.Equal(1, await server.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Kind == AuditKinds.UserCreated && e.TargetId == id)));
    }

    [Fact]
    public async Task A_request_to_make_an_account_may_go_on_here()
    {
        var app = (await NativeApp.CreateAsync(server)).With("prompt", "create");

        var first = await app.BeginAsync();
        var mailed = await SignUpAsync(app, _email, first);

        Assert.Equal("insufficient_authorization", first.Error);
        Assert.Equal(200, (await app.GoOnAsync(mailed, ("code", await server.CodeForAsync(_email)))).Status);
    }

    [Fact]
    public async Task B068_known_and_unknown_addresses_get_the_same_answers()
    {
        var ada = await server.CreateUserAsync();
        var app = await NativeApp.CreateAsync(server);

        var (known, unknown) = (await SignUpAsync(app, ada.Email), await SignUpAsync(app, _email));
        Assert.Equal(NativeApp.Plain(unknown), NativeApp.Plain(known));
        var wrong = Mail.OtherCode(await server.CodeForAsync(_email));
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(NativeApp.Plain(await app.GoOnAsync(unknown, ("code", wrong))), NativeApp.Plain(await app.GoOnAsync(known, ("code", wrong))));
        }

        Assert.Equal("access_denied", (await app.GoOnAsync(unknown, ("code", await server.CodeForAsync(_email)))).Error);
        Assert.Equal(0, await AccountsAsync(_email));
        Assert.DoesNotContain("code", Assert.Single(await server.MailToAsync(ada.Email)).Facts.Keys);
    }

    [Fact]
    public async Task What_has_to_be_mended_is_named_by_parameter()
    {
        var app = await NativeApp.CreateAsync(server);

        var empty = await app.BeginAsync(("challenge_method", "sign_up"));
        var weak = await app.GoOnAsync(empty, ("challenge_method", "sign_up"), ("email", "nonsense"), ("new_password", "short"));

        Assert.All([empty, weak], answer => Assert.Equal((400, "invalid_request"), (answer.Status, answer.Error)));
        Assert.Equal(["email", "new_password"], Fields(empty));
        Assert.Equal(["email", "new_password"], Fields(weak));
        Assert.All(weak.Json["problems"]!.AsObject(), problem => Assert.Matches("^[A-Z].* ", problem.Value![0]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_code_is_of_use_with_the_auth_session_that_asked_and_not_asked_for_again_at_once()
    {
        var app = await NativeApp.CreateAsync(server);
        var thief = await SignUpAsync(app, $"new{Guid.NewGuid():N}@example.com");
        var mailed = await SignUpAsync(app, _email);

        var again = await SignUpAsync(app, _email, mailed);

        Assert.Equal((429, "30"), (again.Status, again.Header("Retry-After")));
        Assert.Equal("access_denied", (await app.GoOnAsync(thief, ("code", await server.CodeForAsync(_email)))).Error);
        Assert.Equal(0, await AccountsAsync(_email));
        Assert.Equal(200, (await app.GoOnAsync(mailed, ("code", await server.CodeForAsync(_email)))).Status);
        Assert.Equal("invalid_session", (await app.GoOnAsync(mailed, ("code", await server.CodeForAsync(_email)))).Error);
    }

    [Fact]
    public async Task Of_two_who_prove_one_address_one_gets_the_account()
    {
        var app = await NativeApp.CreateAsync(server);
        var first = await SignUpAsync(app, _email);
        var code = await server.CodeForAsync(_email);
        var second = await SignUpAsync(app, _email);

        Assert.Equal(200, (await app.GoOnAsync(second, ("code", await server.CodeForAsync(_email)))).Status);
        Assert.Equal("invalid_session", (await app.GoOnAsync(first, ("code", code))).Error);
        Assert.Equal(1, await AccountsAsync(_email));
    }

    [Fact]
    public async Task Where_people_make_no_accounts_it_is_not_offered()
    {
        await using var own = await TestServer.StartAsync(settings: new() { ["SignUp:Mode"] = "Closed" });
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        var app = await NativeApp.CreateAsync(own);

        var answer = await SignUpAsync(app, _email);

        Assert.Equal("invalid_request", answer.Error);
        Assert.Equal(["password", "email_code", "sms_code"], answer.Json.Texts("next"));
        Assert.Empty(await own.MailToAsync(_email));
    }

    [Theory]
    [AllProviders]
    public async Task B095_a_code_that_is_sent_twenty_times_at_once_makes_one_account(DatabaseProvider provider)
    {
        await using var own = await TestServer.StartAsync(provider);
        await own.CreateUserAsync(new { roles = new[] { "Owner" } });
        var app = await NativeApp.CreateAsync(own);
        var mailed = await SignUpAsync(app, _email);
        var code = await own.CodeForAsync(_email);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.GoOnAsync(mailed, ("code", code))));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.DoesNotContain(answers, answer => answer.Status >= 500);
        Assert.Equal(1, await own.InDatabaseAsync(db => db.Users.CountAsync(u => u.Email == _email)));
        Assert.Equal(1, await own.InDatabaseAsync(db => db.Sessions.CountAsync(s => s.User!.Email == _email)));
    }

    private static Task<Answer> SignUpAsync(NativeApp app, string email, Answer? before = null)
    {
        (string, string)[] typed = [("challenge_method", "sign_up"), ("email", email), ("name", "Ada Lovelace"), ("new_password", Person.GoodPassword)];
        return before is null ? app.BeginAsync(typed) : app.GoOnAsync(before, typed);
    }

    private static IEnumerable<string> Fields(Answer answer) => answer.Json["problems"]!.AsObject().Select(problem => problem.Key).Order(StringComparer.Ordinal);

    private Task<int> AccountsAsync(string email) => server.InDatabaseAsync(db => db.Users.CountAsync(u => u.Email == email));
}
