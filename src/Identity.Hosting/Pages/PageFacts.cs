using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Identity.Hosting.Pages;

/// <summary>What a page tells its layout: <c>ViewData.Describe(new PageFacts("signin", T["signin.title"]));</c></summary>
/// <param name="Name">The stable name of the page for scripts, themes and tests (<c>data-page</c>).</param>
/// <param name="Title">What the page is called, already in the person's language.</param>
public sealed record PageFacts(string Name, string Title)
{
    /// <summary>The card is as wide as a page of text instead of a form.</summary>
    public bool Wide { get; init; }

    /// <summary>The page reports an error. Needless when the model state is invalid.</summary>
    public bool IsError { get; init; }
}

public static class PageFactsExtensions
{
    public static void Describe(this ViewDataDictionary viewData, PageFacts facts)
    {
        ArgumentNullException.ThrowIfNull(viewData);
        viewData[nameof(PageFacts)] = facts;
    }

    public static PageFacts Facts(this ViewDataDictionary viewData)
    {
        ArgumentNullException.ThrowIfNull(viewData);
        return viewData[nameof(PageFacts)] as PageFacts
               ?? throw new InvalidOperationException("A page must describe itself: ViewData.Describe(new PageFacts(name, title)).");
    }
}
