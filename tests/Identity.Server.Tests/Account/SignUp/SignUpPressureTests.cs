using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Identity.Core.Data;
using Identity.Core.Messaging.Email;
using Identity.Server.Tests.Protocol.Challenge;
using Identity.Server.Tests.Stage;
using Identity.Testing.Databases;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Account.SignUp;

/// <summary>Sign-ups when there are more of them than people make.</summary>
public sealed class SignUpPressureTests(TestServer shared)
{
    [Fact]
    public async Task While_there_are_few_sign_ups_nobody_works()
    {
        using var browser = shared.NewBrowser("127.9.8.7");

        var page = await browser.GetAsync("/signup");

        Assert.Null(page.Field("work"));
        Assert.DoesNotContain("signup-work", page.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SignUp:Work:FreePerNetwork", "127.0.9.1", "127.0.9.1", "127.0.10.1")]
    [InlineData("SignUp:Work:FreeInAll", "127.0.9.1", "127.0.10.1", null)]
    public async Task From_some_number_on_the_next_one_costs_work(string setting, string before, string pressed, string? free)
    {
        await using var server = await StartAsync(more: new() { ["SignUp:Work:FreePerNetwork"] = "100", ["SignUp:Work:FreeInAll"] = "100", [setting] = "2" });
        for (var i = 0; i < 2; i++)
        {
            using var earlier = new Newcomer(server, server.NewBrowser(before));
            Assert.Null((await earlier.Browser.GetAsync("/signup")).Field("work"));
            Assert.Equal("signup-verify", (await earlier.SignUpAsync()).PageName);
        }

        using var next = server.NewBrowser(pressed);
        Assert.NotNull((await next.GetAsync("/signup")).Field("work"));
        if (free is null) return;

        using var elsewhere = server.NewBrowser(free);
        Assert.Null((await elsewhere.GetAsync("/signup")).Field("work"));
    }

    [Fact]
    public async Task A_browser_that_worked_signs_up_as_ever_and_its_work_counts_once()
    {
        await using var server = await StartAsync();
        using var ada = new Newcomer(server);
        using var second = new Newcomer(server);
        var work = Work(await ada.Browser.GetAsync("/signup"));

        var home = await ada.EnterAsync(await SendAsync(ada, work), await server.CodeForAsync(ada.Email));
        var asked = await second.EnterAsync(await SendAsync(second, work), await server.CodeForAsync(second.Email));

        Assert.Equal("home", home.PageName);
        Assert.Equal("signup-finish", asked.PageName);
        Assert.Equal(0, await AccountsAsync(server, second));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("too little")]
    [InlineData("made up")]
    [InlineData("too late")]
    public async Task A_browser_that_did_not_work_proves_its_address_first_and_chooses_a_password_then(string work)
    {
        await using var server = await StartAsync();
        var app = await server.CreateClientAsync();
        using var ada = new Newcomer(server);
        var page = await ada.Browser.AuthorizeAsync(app.Request().With("prompt", "create"));
        var answer = work switch
        {
            "nothing" => "",
            "too little" => Work(page, enough: false),
            "made up" => Work("AAAA", 8),
            _ => Work(page),
        };
        if (work == "too late") server.Clock.Advance(TimeSpan.FromMinutes(31));

        var verify = await ada.Browser.SubmitAsync(page, ("email", ada.Email), ("work", answer), ("new_password", ""));
        var finish = await ada.EnterAsync(verify, await server.CodeForAsync(ada.Email));
        var before = await AccountsAsync(server, ada);
        var weak = await ada.Browser.SubmitAsync(finish, ("name", "Ada"), ("new_password", "short"));
        var done = await ada.Browser.SubmitAsync(weak, ("new_password", Person.GoodPassword));

        Assert.Equal(("signup-finish", 0), (finish.PageName, before));
        Assert.Equal((422, "Ada", ""), (weak.Status, weak.Field("name"), weak.Field("new_password")));
        Assert.NotNull(done.Find("code"));
        Assert.Equal("Ada", await server.InDatabaseAsync(db => db.Users.Where(u => u.Email == ada.Email && u.EmailConfirmed).Select(u => u.Name).SingleAsync()));
        Assert.Equal("/signup", (await ada.Browser.GetAsync("/signup/finish")).Location?.AbsolutePath);
    }

    [Fact]
    public async Task The_mailed_link_leads_on_too_and_in_its_own_browser_alone()
    {
        await using var server = await StartAsync();
        using var ada = new Newcomer(server);
        using var elsewhere = server.NewBrowser();
        await SendAsync(ada, "");
        var link = await server.LinkForAsync(ada.Email);

        var shown = await elsewhere.GetAsync(link);
        var finish = await ada.Browser.SubmitAsync(await ada.Browser.GetAsync(link));

        Assert.Null(shown.Page.QuerySelector("form[data-part=form]"));
        Assert.Equal("/signup", (await elsewhere.GetAsync("/signup/finish")).Location?.AbsolutePath);
        Assert.Equal("signup-finish", finish.PageName);
    }

    [Fact]
    public async Task B068_an_address_that_has_an_account_gets_the_same_answer_without_work()
    {
        await using var server = await StartAsync();
        var owner = await server.CreateUserAsync();
        using var known = new Newcomer(server) { Email = owner.Email };
        using var unknown = new Newcomer(server);

        var (first, second) = (await SendAsync(known, ""), await SendAsync(unknown, ""));

        Assert.Equal((second.Status, second.PageName, Plain(second, unknown)), (first.Status, first.PageName, Plain(first, known)));
        Assert.Equal(EmailKinds.SignUpExists, Assert.Single(await server.MailToAsync(owner.Email)).Kind);
        Assert.Equal("signup-verify", (await known.EnterAsync(first, "123456")).PageName);

        static string Plain(Answer answer, Newcomer newcomer) => answer.Text.Replace(newcomer.Email, "", StringComparison.Ordinal);
    }

    [Theory]
    [AllProviders]
    public async Task B095_a_proved_address_makes_one_account_however_often_the_form_is_sent(DatabaseProvider provider)
    {
        await using var server = await StartAsync(provider);
        using var ada = new Newcomer(server);
        var finish = await ada.EnterAsync(await SendAsync(ada, ""), await server.CodeForAsync(ada.Email));

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ada.Browser.SendFormAsync(finish, ("new_password", Person.GoodPassword))));

        Assert.DoesNotContain(answers, answer => answer.Status == 500);
        Assert.Equal(1, await AccountsAsync(server, ada));
        Assert.Equal(1, await server.InDatabaseAsync(db => db.Sessions.CountAsync(s => s.User!.Email == ada.Email)));
    }

    [Fact]
    public async Task A_native_app_is_sent_to_our_pages()
    {
        await using var server = await StartAsync();
        var app = await NativeApp.CreateAsync(server);

        var answer = await app.BeginAsync(("challenge_method", "sign_up"), ("email", "ada@example.com"), ("new_password", Person.GoodPassword));

        Assert.Equal("redirect_to_web", answer.Error);
        Assert.Empty(await server.MailToAsync("ada@example.com"));
    }

    private static async Task<TestServer> StartAsync(DatabaseProvider provider = DatabaseProvider.Sqlite, Dictionary<string, string?>? more = null)
    {
        var server = await TestServer.StartAsync(provider, more ?? new() { ["SignUp:Work:FreePerNetwork"] = "0", ["SignUp:Work:Bits"] = "8" });
        await server.CreateUserAsync(new { roles = new[] { "Owner" } });
        return server;
    }

    private static async Task<Answer> SendAsync(Newcomer newcomer, string work)
        => await newcomer.Browser.SubmitAsync(
            await newcomer.Browser.GetAsync("/signup"), ("email", newcomer.Email), ("name", "Ada Lovelace"), ("new_password", Person.GoodPassword), ("work", work));

    private static string Work(Answer page, bool enough = true)
    {
        var field = page.Page.QuerySelector("input[name=work]")!;
        return Work(field.GetAttribute("data-puzzle")!, int.Parse(field.GetAttribute("data-bits")!, System.Globalization.CultureInfo.InvariantCulture), enough);
    }

    // As the page's script does.
    private static string Work(string puzzle, int bits, bool enough = true)
        => Enumerable.Range(0, int.MaxValue)
            .Select(number => $"{puzzle}.{number}")
            .First(answer => BitOperations.LeadingZeroCount(BitConverter.ToUInt32([.. SHA256.HashData(Encoding.UTF8.GetBytes(answer)).Take(4).Reverse()])) >= bits == enough);

    private static Task<int> AccountsAsync(TestServer server, Newcomer newcomer) => server.InDatabaseAsync(db => db.Users.CountAsync(u => u.Email == newcomer.Email));
}
