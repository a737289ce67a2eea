using System.Net;
using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Site;

/// <summary>Cookies come from strangers: a changed one is as good as none, wherever it was changed.</summary>
public sealed class TamperedCookieTests(TestServer server)
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    [Fact]
    public async Task B141_a_session_cookie_that_was_changed_anywhere_is_nobodys()
    {
        var s = await server.SignedInAsync();
        using var own = s.Browser;
        Assert.Null(await s.SilentErrorAsync());
        foreach (var value in Changed(s.Browser.Cookie("identity")!))
        {
            using var browser = server.NewBrowser();
            browser.Cookies.Add(server.Url, new Cookie("identity", value));
            Assert.Equal("login_required", await (s with { Browser = browser }).SilentErrorAsync());
        }
    }

    [Fact]
    public async Task B141_a_form_whose_cookie_was_changed_anywhere_is_refused_and_nothing_breaks()
    {
        var person = await server.CreateUserAsync();
        using var first = server.NewBrowser();
        var page = await first.GetAsync("/signin");
        var cookie = first.Cookies.GetCookies(server.Url).Single(c => c.Name.Contains("form", StringComparison.OrdinalIgnoreCase));

        foreach (var value in Changed(cookie.Value))
        {
            using var browser = server.NewBrowser();
            browser.Cookies.Add(server.Url, new Cookie(cookie.Name, value));
            Assert.Equal(400, (await browser.SubmitAsync(page, ("username", person.Username), ("password", person.Password))).Status);
            Assert.Null(browser.Cookie("identity"));
            Assert.Equal(200, (await browser.GetAsync("/signin")).Status);
        }
    }

    [Fact]
    public async Task B141_a_device_cookie_that_was_changed_anywhere_is_that_of_an_unknown_device_and_nothing_breaks()
    {
        var person = await server.CreateUserAsync();
        using var own = await server.NewBrowserAsync(person);
        foreach (var value in Changed(own.Cookie("identity-device")!))
        {
            using var browser = server.NewBrowser();
            browser.Cookies.Add(server.Url, new Cookie("identity-device", value));
            Assert.Equal(200, (await browser.SignInAsync(person)).Status);
            Assert.NotNull(browser.Cookie("identity"));
        }
    }

    // Each character of a short one, and some fifty of a long one; its end has the authentication tag, which is zeroed too.
    private static IEnumerable<string> Changed(string value)
    {
        var step = Math.Max(1, value.Length / 50);
        for (var i = 0; i < value.Length; i += step) yield return $"{value[..i]}{Other(value[i])}{value[(i + 1)..]}";

        yield return value[..^1] + Other(value[^1]);
        yield return value[..^22] + new string('A', 22);
        yield return value[..^1];
        yield return value + "A";
    }

    // The highest of its six bits: the lowest of a last character may mean nothing.
    private static char Other(char c) => Alphabet.IndexOf(c, StringComparison.Ordinal) is >= 0 and var index ? Alphabet[index ^ 32] : 'A';
}
