using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Identity.Server.Shared;

/// <summary>Answers that ask a person to wait.</summary>
internal static class Waiting
{
    /// <summary>Sets the status, 429 or 503, and <c>Retry-After</c> in seconds (RFC 9110, section 10.2.3).</summary>
    public static void AskToWait(this HttpResponse response, int status, TimeSpan time)
    {
        response.StatusCode = status;
        response.Headers.RetryAfter = ((int)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The time in whole minutes, for a sentence: at least one.</summary>
    public static int InMinutes(TimeSpan time) => Math.Max(1, (int)Math.Ceiling(time.TotalMinutes));
}
