using Microsoft.AspNetCore.Http;

namespace Identity.Hosting.Headers;

/// <summary>What a page's security headers depend on, collected while the request is handled.</summary>
internal sealed class PageTraffic
{
    private readonly SortedSet<string> _formTargets = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _frames = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> FormTargets => _formTargets;

    public IReadOnlyCollection<string> Frames => _frames;

    public string? ClientId { get; set; }

    public static PageTraffic Of(HttpContext context)
    {
        if (context.Features.Get<PageTraffic>() is { } known) return known;
        var traffic = new PageTraffic();
        context.Features.Set(traffic);
        return traffic;
    }

    public void Allow(Uri target) => _formTargets.Add(Source(target));

    public void AllowFrame(Uri target) => _frames.Add(Source(target));

    // A source expression knows no IPv6 literal, so that an address in brackets is allowed by its scheme and port alone.
    private static string Source(Uri target) => target.Scheme switch
    {
        not ("http" or "https") => $"{target.Scheme}:",
        var scheme when target.HostNameType == UriHostNameType.IPv6 => $"{scheme}://*:{target.Port}",
        _ => target.GetLeftPart(UriPartial.Authority),
    };
}
