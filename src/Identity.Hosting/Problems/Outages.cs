using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Hosting.Problems;

/// <summary>What a role depends on and what may be away for a while: such a request is answered with 503 and not as a fault.</summary>
public static class Outages
{
    /// <summary>After how many seconds a caller may come back. Readiness is asked about as often.</summary>
    private const int RetryAfterSeconds = 5;

    private sealed record Outage(Func<Exception, bool> Caused);

    /// <param name="services">The services of the role.</param>
    /// <param name="caused">Whether what the role depends on is why this was thrown.</param>
    public static IServiceCollection AddOutage(this IServiceCollection services, Func<Exception, bool> caused)
        => services.AddSingleton(new Outage(caused));

    /// <summary>Tells the caller of an answer with 503 when to come back.</summary>
    public static void AskToRetry(this HttpResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (response.StatusCode == StatusCodes.Status503ServiceUnavailable && response.Headers.RetryAfter.Count == 0)
        {
            response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }
    }

    internal static Func<Exception, bool> Find(IServiceProvider services)
    {
        var outages = services.GetServices<Outage>().ToArray();
        return failure => outages.Any(outage => outage.Caused(failure));
    }
}
