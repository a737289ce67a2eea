using Identity.Hosting.Localization;

namespace Identity.Server.Account.Notices;

/// <summary>What a person would call a device, from its <c>User-Agent</c> (RFC 9110, section 10.1.5). Nothing of the text itself is passed on: anybody can send any.</summary>
internal sealed class DeviceNames(Texts texts)
{
    // The first that matches counts: browsers name those before them too.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Chromium/", "Chromium"), ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ];

    public string Of(string? userAgent)
        => (Find(Browsers, userAgent), Find(Systems, userAgent)) switch
        {
            ({ } browser, { } system) => texts["notice.device", ("browser", browser), ("system", system)],
            ({ } browser, null) => browser,
            (null, { } system) => system,
            _ => texts["notice.device.unknown"],
        };

    private static string? Find((string Mark, string Name)[] known, string? userAgent)
        => userAgent is null ? null : known.FirstOrDefault(one => userAgent.Contains(one.Mark, StringComparison.Ordinal)).Name;
}
