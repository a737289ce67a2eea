using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Identity.Browser.Tests.Processes;
using Microsoft.Playwright;

namespace Identity.Browser.Tests.Pages;

/// <summary>What holds for every page, whatever it says.</summary>
internal static partial class PageChecks
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    private const string Mistakes = """
        () => {
            const all = [...document.querySelectorAll("*")];
            const ids = all.map(e => e.id).filter(id => id);
            return [
                ...all.filter(e => [...e.attributes].some(a => a.name === "style" || a.name.startsWith("on"))).map(e => "inline: " + e.outerHTML.slice(0, 200)),
                ...ids.filter((id, i) => ids.indexOf(id) !== i).map(id => "id twice: " + id),
                ...(document.querySelectorAll("h1").length === 1 ? [] : ["not one h1"]),
                ...(document.body.dataset.page ? [] : ["no page of ours: " + document.title]),
            ];
        }
        """;

    /// <summary>To be asked first: a screenshot leaves traces in the page.</summary>
    public static async Task CheckMarkupAsync(this IPage page) => Assert.Empty(await page.EvaluateAsync<string[]>(Mistakes));

    /// <summary>Looks at the page as it stands, and keeps a picture in <c>artifacts/pages</c>.</summary>
    public static async Task CheckAsync(this IPage page, string name, ColorScheme scheme, int width)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await page.SetViewportSizeAsync(width, 800);
        var picture = $"{name}-{(scheme == ColorScheme.Dark ? "dark" : "light")}-{width}";
        await page.ScreenshotAsync(new() { Path = Repository.Source("artifacts", "pages", $"{picture}.png"), FullPage = true });

        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{picture} scrolls sideways");
        var found = await page.RunAxe(Rules);
        Assert.True(found.Violations.Length == 0, string.Join('\n', found.Violations.Select(v => $"{picture}: {v.Id}: {v.Help}: {v.Nodes[0].Html}")));
    }

    /// <summary>Collects what the browser complains about. That a page came with an error's status is no complaint.</summary>
    public static List<string> Complaints(this IPage page)
    {
        List<string> complaints = [];
        HashSet<string> pages = [];
        page.Response += (_, answer) => { if (answer.Request.IsNavigationRequest) pages.Add(answer.Url); };
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type is not ("error" or "warning")) return;
            if (message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal) && pages.Contains(Position().Replace(message.Location, ""))) return;
            complaints.Add($"{message.Text} ({message.Location})");
        };
        return complaints;
    }

    [GeneratedRegex(@":\d+:\d+$")]
    private static partial Regex Position();
}
