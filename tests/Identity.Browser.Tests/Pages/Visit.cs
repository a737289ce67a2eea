using Identity.Browser.Tests.Journeys;
using Microsoft.Playwright;

namespace Identity.Browser.Tests.Pages;

/// <summary>One browser on its way to a page.</summary>
internal sealed class Visit(PageStage stage, IPage page)
{
    public const string RedirectUri = "https://app.example/callback";

    /// <summary>Where the app "told" is told of a sign-out, in a frame.</summary>
    public const string LogoutUri = "https://app.example/logout";

    public const string SignedOutUri = "https://app.example/goodbye";

    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    public PageStage Stage => stage;

    public IPage Page => page;

    public Task<IResponse?> OpenAsync(string path) => page.GotoAsync(new Uri(stage.Product.Url, path).ToString());

    /// <summary>Comes from an app. An empty parameter is left out.</summary>
    public async Task AuthorizeAsync(string client = "notes", string scope = "openid", params (string Name, string Value)[] parameters)
    {
        // The app itself is not part of the test.
        await page.RouteAsync("https://app.example/**", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<!doctype html><title>App</title><h1>App</h1>" }));
        Dictionary<string, string> all = new()
        {
            ["client_id"] = client,
            ["redirect_uri"] = RedirectUri,
            ["response_type"] = "code",
            ["scope"] = scope,
            ["state"] = "s",
            ["code_challenge"] = Challenge,
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in parameters) all[name] = value;
        await OpenAsync("/connect/authorize?" + string.Join('&', all.Where(p => p.Value.Length > 0).Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}")));
    }

    public async Task SignInAsync(Person person)
    {
        if (!new Uri(page.Url).AbsolutePath.EndsWith("/signin", StringComparison.Ordinal)) await OpenAsync("/signin?add=true");
        await page.SignInAsync(person);
        await page.LeaveAsync("/signin");
    }

    /// <summary>Signs up, as far as the page that asks for the code.</summary>
    /// <returns>The address that the code was sent to.</returns>
    public async Task<string> SignUpAsync()
    {
        var person = Person.Random();
        await OpenAsync("/signup");
        await page.SignUpAsync(person);
        await page.ArriveAtAsync(stage.Product.Url + "signup/verify");
        return person.Email;
    }

    /// <summary>Opens the link of an invitation.</summary>
    /// <returns>The address that was invited, and the link.</returns>
    public async Task<(string Email, string Link)> OpenInvitationAsync(params string[] more)
    {
        var email = Person.Random().Email;
        await stage.Product.InviteAsync(email, more);
        var link = Mails.LinkIn(await stage.Product.MailToAsync(email));
        await page.GotoAsync(link);
        return (email, link);
    }

    /// <summary>Asks for a new password, as far as the page that asks for the code.</summary>
    public async Task ForgetAsync(Person person)
    {
        await OpenAsync("/forgot");
        await page.ForgetAsync(person);
        await page.ArriveAtAsync(stage.Product.Url + "forgot/verify");
    }

    /// <summary>Asks for a mail to sign in with, as far as the page that asks for the code.</summary>
    public async Task AskForLinkAsync(Person person)
    {
        await OpenAsync("/signin/link");
        await page.AskForLinkAsync(person);
        await page.ArriveAtAsync(stage.Product.Url + "signin/link/code");
    }

    /// <summary>Asks for another address, as far as the page that asks for the code.</summary>
    /// <returns>The new address.</returns>
    public async Task<string> AskForEmailAsync(Person person, string? email = null)
    {
        email ??= Person.Random().Email;
        await SignInAsync(person);
        await OpenAsync("/account/email");
        await page.AskForEmailAsync(person, email);
        await page.ArriveAtAsync(stage.Product.Url + "account/email/verify");
        return email;
    }

    /// <summary>Changes the address, all of it.</summary>
    public async Task ChangeEmailAsync(Person person, string? email = null)
    {
        email = await AskForEmailAsync(person, email);
        await page.Field("Code").FillAsync(Mails.CodeIn(await stage.Product.MailToAsync(email)));
        await PressAsync("Change email");
        await page.ArriveAtAsync(stage.Product.Url + "account/email?changed=true");
    }

    /// <summary>Asks for a phone number, as far as the page that asks for the code.</summary>
    /// <returns>The number.</returns>
    public async Task<string> AskForNumberAsync(Person person)
    {
        var number = Phoning.NewNumber();
        await SignInAsync(person);
        await OpenAsync("/account/phone");
        await page.AskForNumberAsync(person, number);
        await page.ArriveAtAsync(stage.Product.Url + "account/phone/verify");
        return number;
    }

    /// <summary>Gives the account a phone number, all of it.</summary>
    /// <returns>The number.</returns>
    public async Task<string> SetNumberAsync(Person person)
    {
        var number = await AskForNumberAsync(person);
        await page.Field("Code").FillAsync(Mails.CodeInText(await stage.Product.MailToAsync(number)));
        await PressAsync("Confirm phone number");
        await page.ArriveAtAsync(stage.Product.Url + "account/phone?changed=true");
        return number;
    }

    /// <summary>Asks for a code to sign in with, as far as the page that asks for it.</summary>
    public async Task AskForCodeAsync(string number)
    {
        await OpenAsync("/signin/phone");
        await page.AskForCodeAsync(number);
        await page.ArriveAtAsync(stage.Product.Url + "signin/phone/code");
    }

    /// <summary>What a device does: asks, and shows the code that it got.</summary>
    public async Task<string> AskAsync(string client)
        => (await page.AskForDeviceAsync(stage.Product.Url, client, "openid profile email offline_access notes")).GetProperty("user_code").GetString()!;

    public async Task EnterAsync(string code)
    {
        await page.Field("Code").FillAsync(code);
        await PressAsync("Continue");
    }

    /// <summary>Enters the code of a device that waits, somebody being signed in.</summary>
    public async Task ConfirmAsync(string client)
    {
        await OpenAsync("/device");
        await EnterAsync(await AskAsync(client));
        await page.ArriveAtAsync(stage.Product.Url + "device/confirm");
    }

    public Task PressAsync(string button) => page.Button(button).ClickAsync();
}
