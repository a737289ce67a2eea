using System.Text.Json;
using Microsoft.Playwright;

namespace Identity.Browser.Tests.Journeys;

/// <summary>A device without a keyboard: it shares nothing with the browser but the code that it shows.</summary>
internal static class Device
{
    private const string GrantType = "urn:ietf:params:oauth:grant-type:device_code";

    /// <summary>Asks for the codes.</summary>
    public static Task<JsonElement> AskForDeviceAsync(this IPage page, Uri server, string client, string scope)
        => page.PostAsync(new Uri(server, "/connect/device"), ("client_id", client), ("scope", scope));

    /// <summary>Asks whether somebody has allowed it.</summary>
    public static Task<JsonElement> PollAsync(this IPage page, Uri server, string client, string deviceCode)
        => page.PostAsync(new Uri(server, "/connect/token"), ("grant_type", GrantType), ("client_id", client), ("device_code", deviceCode));

    private static async Task<JsonElement> PostAsync(this IPage page, Uri address, params (string Name, string Value)[] fields)
    {
        var form = page.APIRequest.CreateFormData();
        foreach (var (name, value) in fields) form.Set(name, value);
        var answer = await page.APIRequest.PostAsync(address.ToString(), new() { Form = form });
        return (await answer.JsonAsync())!.Value;
    }
}
