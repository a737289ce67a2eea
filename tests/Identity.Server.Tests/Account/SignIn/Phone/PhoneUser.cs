using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Account.SignIn.Phone;

/// <summary>Somebody who signs in by text message, in front of a browser.</summary>
internal sealed class PhoneUser(TestServer server, string number, WebBrowser browser) : IDisposable
{
    public PhoneUser(TestServer server, string number) : this(server, number, server.NewBrowser()) { }

    public string Number => number;

    /// <summary>As pages write it.</summary>
    public string Shown => $"+49\u00a01512\u00a0{number[7..]}";

    public WebBrowser Browser => browser;

    /// <summary>A person whose number is proved.</summary>
    public static async Task<(Person Person, string Number)> PersonAsync(TestServer server)
    {
        var number = Texting.NewNumber();
        return (await server.CreateUserAsync(new { email_verified = true, phone_number = number, phone_number_verified = true }), number);
    }

    /// <summary>Asks: the page for the code.</summary>
    public async Task<Answer> AskAsync(string address = "/signin/phone", params (string Name, string Value)[] more)
        => await browser.SubmitAsync(await browser.GetAsync(address), [("phone_number", number), .. more]);

    /// <summary>All of it.</summary>
    public async Task<Answer> SignInAsync(string address = "/signin/phone", params (string Name, string Value)[] more)
        => await browser.SubmitAsync(await AskAsync(address, more), ("code", await server.TextedCodeAsync(number)));

    /// <summary>The way that the sign-in page offers.</summary>
    public static string? Offer(Answer signIn) => signIn.Page.QuerySelector("[data-part=alternatives] a[href*='/signin/phone']")?.GetAttribute("href");

    public void Dispose() => browser.Dispose();
}
