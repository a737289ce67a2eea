using AngleSharp.Dom;

namespace Identity.Server.Tests.Stage;

/// <summary>What people do on particular pages.</summary>
public static class Pages
{
    /// <summary>Picks an account on the page that lists them.</summary>
    public static Task<Answer> ChooseAsync(this WebBrowser browser, Answer chooser, Person person, string action = "use")
    {
        ArgumentNullException.ThrowIfNull(browser);
        ArgumentNullException.ThrowIfNull(chooser);
        ArgumentNullException.ThrowIfNull(person);
        var form = chooser.Page.QuerySelectorAll("[data-part=form] form").Single(row => row.TextContent.Contains(person.Email, StringComparison.OrdinalIgnoreCase));
        return browser.PressAsync(chooser, form, action);
    }

    private static async Task<Answer> PressAsync(this WebBrowser browser, Answer page, IElement form, string action)
    {
        var hidden = form.QuerySelectorAll("input[type=hidden]").Select(input => (input.GetAttribute("name")!, input.GetAttribute("value") ?? ""));
        return await browser.FollowAsync(await browser.PostAsync(page.Address.PathAndQuery, [.. hidden, ("action", action)]));
    }
}
