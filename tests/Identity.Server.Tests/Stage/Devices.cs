using System.Text.Json.Nodes;

namespace Identity.Server.Tests.Stage;

/// <summary>A device without a keyboard that waits for somebody to allow it.</summary>
public sealed record WaitingDevice(App App, JsonObject Answer)
{
    public string DeviceCode => Answer.Text("device_code");

    public string UserCode => Answer.Text("user_code");

    /// <summary>Path and query of the link with the code in it.</summary>
    public string Link => new Uri(Answer.Text("verification_uri_complete")).PathAndQuery;
}

/// <summary>What devices do, and what people do for them.</summary>
public static class Devices
{
    public const string GrantType = "urn:ietf:params:oauth:grant-type:device_code";

    /// <summary>An app without a secret and without any address to return to, as a television has it.</summary>
    public static Task<App> CreateDeviceClientAsync(this TestServer server, object? more = null)
        => server.CreatePublicClientAsync(Json.Merge(
            new
            {
                redirect_uris = (string[]?)null,
                post_logout_redirect_uris = (string[]?)null,
                grant_types = new[] { GrantType, "refresh_token" },
            },
            more));

    public static async Task<WaitingDevice> AskAsync(this TestServer server, App app, string scope = "openid offline_access")
    {
        var answer = await server.CallAsync(app, "/connect/device", ("scope", scope));
        Assert.True(answer.Status == 200, answer.ToString());
        return new WaitingDevice(app, answer.Json);
    }

    public static Task<Answer> PollAsync(this TestServer server, WaitingDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return server.TokenAsync(device.App, ("grant_type", GrantType), ("device_code", device.DeviceCode));
    }

    /// <summary>Enters the code; gives the page on which to decide, or where to sign in.</summary>
    public static async Task<Answer> EnterAsync(this WebBrowser browser, string userCode)
    {
        ArgumentNullException.ThrowIfNull(browser);
        return await browser.SubmitAsync(await browser.OpenAsync("/device"), ("user_code", userCode));
    }

    /// <summary>Enters the code and decides, in a browser in which somebody is signed in.</summary>
    public static async Task<Answer> DecideAsync(this WebBrowser browser, WaitingDevice device, string decision = "allow")
    {
        ArgumentNullException.ThrowIfNull(browser);
        ArgumentNullException.ThrowIfNull(device);
        var page = await browser.EnterAsync(device.UserCode);
        Assert.Equal("device-confirm", page.PageName);
        return await browser.SubmitAsync(page, ("decision", decision));
    }
}
