using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Account.Emails;

/// <summary>Somebody who wants another address, signed in in a browser.</summary>
internal sealed class Mover(TestServer server, Person person, WebBrowser browser) : IDisposable
{
    public Person Person => person;

    public WebBrowser Browser => browser;

    /// <summary>Where to.</summary>
    public string NewEmail { get; } = $"new{Guid.NewGuid():N}@example.com";

    public static async Task<Mover> CreateAsync(TestServer server)
    {
        var person = await server.CreateUserAsync(new { email_verified = true });
        return new(server, person, await server.NewBrowserAsync(person));
    }

    /// <summary>Asks: the page for the code.</summary>
    public async Task<Answer> AskAsync(string? email = null, string? password = null)
        => await browser.SubmitAsync(await browser.GetAsync("/account/email"), ("email", email ?? NewEmail), ("password", password ?? person.Password));

    /// <summary>All of it, by the mailed code or by the link and its button.</summary>
    public async Task<Answer> MoveAsync(bool byLink = false)
    {
        var page = await AskAsync();
        return byLink
            ? await browser.SubmitAsync(await browser.GetAsync(await server.LinkForAsync(NewEmail)))
            : await browser.SubmitAsync(page, ("code", await server.CodeForAsync(NewEmail)));
    }

    public void Dispose() => browser.Dispose();
}
