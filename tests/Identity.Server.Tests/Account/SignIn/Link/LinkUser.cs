using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Account.SignIn.Link;

/// <summary>Somebody who signs in by mail, in front of a browser.</summary>
internal sealed class LinkUser(TestServer server, string email, WebBrowser browser) : IDisposable
{
    public LinkUser(TestServer server, string email) : this(server, email, server.NewBrowser()) { }

    public string Email => email;

    public WebBrowser Browser => browser;

    /// <summary>A person whose address is proved.</summary>
    public static Task<Person> PersonAsync(TestServer server) => server.CreateUserAsync(new { email_verified = true });

    /// <summary>Asks: the page for the code.</summary>
    public async Task<Answer> AskAsync(string address = "/signin/link", params (string Name, string Value)[] more)
        => await browser.SubmitAsync(await browser.GetAsync(address), [("email", email), .. more]);

    /// <summary>All of it, by the mailed code or by the link and its button.</summary>
    public async Task<Answer> SignInAsync(bool byLink, string address = "/signin/link", params (string Name, string Value)[] more)
    {
        var page = await AskAsync(address, more);
        return byLink
            ? await browser.SubmitAsync(await browser.GetAsync(await server.LinkForAsync(email)))
            : await browser.SubmitAsync(page, ("code", await server.CodeForAsync(email)));
    }

    /// <summary>The way that the sign-in page offers.</summary>
    public static string? Offer(Answer signIn) => signIn.Page.QuerySelector("[data-part=alternatives] a[href*='/signin/link']")?.GetAttribute("href");

    public void Dispose() => browser.Dispose();
}
