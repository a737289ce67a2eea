using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Identity.Browser.Tests.Pages;

/// <summary>Waits for where the browser is, not for its load event: between two documents that one may be lost.</summary>
internal static class Arrival
{
    private const float Patience = 30_000;

    public static Task ArriveAtAsync(this IPage page, string start)
        => Assertions.Expect(page).ToHaveURLAsync(new Regex("^" + Regex.Escape(start)), new() { Timeout = Patience });

    public static Task LeaveAsync(this IPage page, string path)
        => Assertions.Expect(page).Not.ToHaveURLAsync(new Regex(Regex.Escape(path) + "($|\\?)"), new() { Timeout = Patience });

    public static Task ReadAsync(this IPage page) => page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
}
