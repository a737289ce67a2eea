using System.Diagnostics;
using OpenTelemetry;

namespace Identity.Hosting.Telemetry;

/// <summary>
/// Takes everything from a span but what is known to name no person: queries hold codes, paths and headers are what
/// strangers make them, and network addresses belong to people.
/// </summary>
internal sealed class ScrubSpans : BaseProcessor<Activity>
{
    private static readonly HashSet<string> Kept =
    [
        "http.request.method", "http.route", "http.response.status_code", "error.type", "url.scheme", "network.protocol.version", "server.port",
    ];

    public override void OnEnd(Activity data)
    {
        foreach (var stranger in data.TagObjects.Select(tag => tag.Key).Where(name => !Kept.Contains(name)).ToArray()) data.SetTag(stranger, null);

        var name = $"{data.GetTagItem("http.request.method")} {data.GetTagItem("http.route")}".Trim();
        data.DisplayName = name.Length > 0 ? name : data.Kind.ToString();
        data.TraceStateString = null;
        // The description may be the message of an exception.
        data.SetStatus(data.Status);
    }
}
