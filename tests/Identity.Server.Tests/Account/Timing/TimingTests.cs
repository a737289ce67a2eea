using System.Diagnostics;
using System.Text.Json.Nodes;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Account.Timing;

/// <summary>Whether an answer tells by its time that there is an account.</summary>
public sealed class TimingTests : IAsyncLifetime
{
    private const int WarmUp = 10;
    private const int Pairs = 80;

    // A difference that is there shows each time; one by chance, once in a thousand.
    private const int Rounds = 3;

    private TestServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync(settings: new()
        {
            ["SignIn:TriesPerNetwork"] = "100000",
            ["SignUp:SignUpsPerNetwork"] = "100000",
            ["SignUp:Work:FreePerNetwork"] = "100000",
            ["SignUp:Work:FreeInAll"] = "10000000",
            ["PasswordReset:RequestsPerNetwork"] = "100000",
            ["SignInLink:RequestsPerNetwork"] = "100000",
            ["SignInSms:Enabled"] = "true",
            ["Sms:MessagesPerNetwork"] = "100000",
            ["Sms:MessagesPerPrefix"] = "1000000",
        });
        await server.CreateUserAsync(new { roles = new[] { "Owner" } });
    }

    public async ValueTask DisposeAsync() => await server.DisposeAsync();

    [Theory]
    [Trait("Set", "All")]
    [InlineData("/signin", "username", "password")]
    [InlineData("/forgot", "email", null)]
    [InlineData("/signin/link", "email", null)]
    [InlineData("/signin/phone", "phone_number", null)]
    [InlineData("/signup", "email", "new_password")]
    public async Task B069_the_time_of_an_answer_does_not_tell_whether_there_is_an_account(string address, string name, string? password)
    {
        List<PairedTimes> rounds = [];
        do rounds.Add(await MeasureAsync(address, name, password));
        while (rounds[^1].Tell && rounds.Count < Rounds);

        Assert.False(rounds[^1].Tell, string.Join("; ", rounds));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join("; ", rounds));
    }

    private async Task<PairedTimes> MeasureAsync(string address, string name, string? password)
    {
        using var browser = server.NewBrowser();
        var form = await browser.OpenAsync(address);
        var people = await PeopleAsync(name);
        List<double> known = [], unknown = [];
        for (var i = 0; i < people.Count; i++)
        {
            // Either may be the first of a pair.
            var first = i % 2 == 0;
            var a = await TimeAsync(browser, form, name, first ? people[i] : Stranger(name), password);
            var b = await TimeAsync(browser, form, name, first ? Stranger(name) : people[i], password);
            if (i < WarmUp) continue;

            known.Add(first ? a : b);
            unknown.Add(first ? b : a);
        }

        return new PairedTimes(known, unknown);
    }

    private static async Task<double> TimeAsync(WebBrowser browser, Answer form, string name, string value, string? password)
    {
        (string, string)[] fields = password is null ? [(name, value)] : [(name, value), (password, "not the password of anybody")];
        var start = Stopwatch.GetTimestamp();
        var answer = await browser.SendFormAsync(form, fields);
        var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Assert.True(answer.Status is < 429, answer.ToString());
        return time;
    }

    private static string Stranger(string name) => name == "phone_number" ? Texting.NewNumber() : $"user{Guid.NewGuid():N}@example.com";

    /// <summary>Somebody new for each pair: tries and mails are counted for each.</summary>
    private async Task<IReadOnlyList<string>> PeopleAsync(string name)
    {
        var names = Enumerable.Range(0, WarmUp + Pairs).Select(_ => Stranger(name)).ToList();
        await server.ApplyAsync(new JsonObject
        {
            ["users"] = new JsonArray([.. names.Select(Somebody)]),
        });
        return names;
    }

    private static JsonObject Somebody(string name) => name.Contains('@', StringComparison.Ordinal)
        ? Json.Node(new { username = name.Split('@')[0], email = name, email_verified = true, password = Person.GoodPassword })
        : Json.Node(new { username = $"user{Guid.NewGuid():N}", phone_number = name, phone_number_verified = true, password = Person.GoodPassword });
}
