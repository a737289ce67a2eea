using Identity.Server.Tests.Stage;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Tests.Account.Phones;

/// <summary>Somebody who wants another phone number, signed in in a browser.</summary>
internal sealed class PhoneOwner(TestServer server, Person person, WebBrowser browser) : IDisposable
{
    public Person Person => person;

    public WebBrowser Browser => browser;

    /// <summary>The one that they want.</summary>
    public string Number { get; init; } = Texting.NewNumber();

    public static async Task<PhoneOwner> CreateAsync(TestServer server, string? number = null)
    {
        var person = await server.CreateUserAsync(new { email_verified = true });
        var browser = await server.NewBrowserAsync(person);
        return new(server, person, browser) { Number = number ?? Texting.NewNumber() };
    }

    /// <summary>Asks: the page for the code.</summary>
    public async Task<Answer> AskAsync(string? number = null, string? password = null)
        => await browser.SubmitAsync(await browser.GetAsync("/account/phone"), ("phone_number", number ?? Number), ("password", password ?? person.Password));

    /// <summary>All of it.</summary>
    public async Task<Answer> SetAsync(string? number = null)
    {
        var page = await AskAsync(number);
        return await browser.SubmitAsync(page, ("code", await server.TextedCodeAsync(number ?? Number)));
    }

    public async Task<Answer> RemoveAsync(string? password = null)
    {
        var page = await browser.GetAsync("/account/phone");
        var token = ("__RequestVerificationToken", page.Field("__RequestVerificationToken")!);
        var action = page.Page.QuerySelector("button[formaction]")!.GetAttribute("formaction")!;
        return await browser.FollowAsync(await browser.PostAsync(action, token, ("phone_number", ""), ("password", password ?? person.Password)));
    }

    /// <summary>The number of the account, and whether it is proved.</summary>
    public Task<(string? Number, bool Proved)> ReadAsync()
        => server.InDatabaseAsync(async db =>
        {
            var user = await db.Users.AsNoTracking().SingleAsync(u => u.Id == person.Id);
            return (user.PhoneNumber, user.PhoneNumberConfirmed);
        });

    public void Dispose() => browser.Dispose();
}
