using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Account.SignUp;

/// <summary>Somebody without an account, in front of a browser.</summary>
internal sealed class Newcomer(TestServer server, WebBrowser browser) : IDisposable
{
    public Newcomer(TestServer server) : this(server, server.NewBrowser()) { }

    public string Email { get; init; } = $"new{Guid.NewGuid():N}@example.com";

    public WebBrowser Browser => browser;

    /// <summary>Enters name and password: the page that asks for the code.</summary>
    public async Task<Answer> SignUpAsync(Answer? page = null)
        => await browser.SubmitAsync(page ?? await browser.GetAsync("/signup"), ("email", Email), ("name", "Ada Lovelace"), ("new_password", Person.GoodPassword));

    public async Task<Answer> EnterAsync(Answer page, string code) => await browser.SubmitAsync(page, ("code", code));

    /// <summary>All of it, with the mailed code.</summary>
    public async Task<Answer> FinishAsync(Answer? page = null) => await EnterAsync(await SignUpAsync(page), await server.CodeForAsync(Email));

    /// <summary>Sends the form of that part of a page.</summary>
    public async Task<Answer> SendAsync(Answer page, string part, params (string Name, string Value)[] fields)
    {
        var form = page.Page.QuerySelector($"form[data-part={part}]")!;
        var hidden = form.QuerySelectorAll("input[type=hidden]").Select(input => (input.GetAttribute("name")!, input.GetAttribute("value") ?? ""));
        return await browser.FollowAsync(await browser.PostAsync(form.GetAttribute("action")!, [.. hidden, .. fields]));
    }

    public void Dispose() => browser.Dispose();
}
