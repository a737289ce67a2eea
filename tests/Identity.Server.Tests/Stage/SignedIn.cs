namespace Identity.Server.Tests.Stage;

/// <summary>Somebody who has signed in to an app.</summary>
public sealed record SignedIn(App App, Person Person, WebBrowser Browser, Tokens Tokens)
{
    public string IdToken => Tokens.IdToken!;

    public string Sid => Jwt.Read(IdToken).Claims.Text("sid");
}

public static class SigningOut
{
    /// <summary>A new person in a browser of their own, signed in to a new app.</summary>
    /// <param name="server">Where.</param>
    /// <param name="scope">What the app asks for.</param>
    /// <param name="client">Further members of the app.</param>
    public static async Task<SignedIn> SignedInAsync(this TestServer server, string scope = "openid", object? client = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        var person = await server.CreateUserAsync();
        return await server.SignedInAsync(person, await server.NewBrowserAsync(person), scope, client);
    }

    /// <summary>One more app in this browser.</summary>
    public static async Task<SignedIn> SignedInAsync(this TestServer server, Person person, WebBrowser browser, string scope = "openid", object? client = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        var app = await server.CreateClientAsync(client);
        return new SignedIn(app, person, browser, await server.TokensAsync(browser, app.Request(scope)));
    }

    /// <summary>Whether the app gets an answer without asking the person.</summary>
    public static async Task<string?> SilentErrorAsync(this SignedIn signedIn)
    {
        ArgumentNullException.ThrowIfNull(signedIn);
        return (await signedIn.Browser.GetAsync(signedIn.App.Request().With("prompt", "none").Address)).Find("error");
    }

    public static string Address(params (string Name, string Value)[] parameters)
        => "/connect/endsession?" + Form.Encode(parameters.Select(p => KeyValuePair.Create(p.Name, p.Value)));
}
