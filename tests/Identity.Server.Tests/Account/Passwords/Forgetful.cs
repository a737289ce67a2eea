using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Account.Passwords;

/// <summary>Somebody who forgot the password, in front of a browser.</summary>
internal sealed class Forgetful(TestServer server, string email) : IDisposable
{
    public const string NewPassword = "copper lantern by the lake";

    public string Email => email;

    public WebBrowser Browser { get; } = server.NewBrowser();

    /// <summary>A person whose address is proved.</summary>
    public static Task<Person> PersonAsync(TestServer server) => server.CreateUserAsync(new { email_verified = true });

    /// <summary>Asks: the page for the code.</summary>
    public async Task<Answer> AskAsync(string address = "/forgot") => await Browser.SubmitAsync(await Browser.GetAsync(address), ("email", email));

    /// <summary>As far as the page for the password, by the mailed code.</summary>
    public async Task<Answer> ProveAsync(string address = "/forgot") => await Browser.SubmitAsync(await AskAsync(address), ("code", await server.CodeForAsync(email)));

    /// <summary>As far as the page for the password, by the mailed link.</summary>
    public async Task<Answer> OpenLinkAsync()
    {
        await AskAsync();
        return await Browser.OpenAsync(await server.LinkForAsync(email));
    }

    public Task<Answer> SetAsync(Answer page) => Browser.SubmitAsync(page, ("new_password", NewPassword));

    public void Dispose() => Browser.Dispose();
}
