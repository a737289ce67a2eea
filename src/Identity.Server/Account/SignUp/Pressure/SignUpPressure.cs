using Identity.Core.Throttling;
using Identity.Server.Account.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.SignUp.Pressure;

/// <summary>Knows whether there are more sign-ups than people make, from one network or in all.</summary>
internal sealed class SignUpPressure(AttemptCounters counters, IOptions<SignUpOptions> options, IOptions<SignInOptions> networks, IHttpContextAccessor http)
{
    private static readonly CounterKey All = CounterKey.Of("signup.all", "");

    private CounterKey Network => CounterKey.Of("signup.network", new SignInOrigin(http.HttpContext!.Connection.RemoteIpAddress, null).Network(networks.Value));

    /// <summary>Whether the next sign-up from this network costs work. Hold no transaction while calling.</summary>
    public async Task<bool> IsOnAsync(CancellationToken ct)
    {
        var work = options.Value.Work;
        return (await counters.ReadAsync(Network, ct)).Count >= work.FreePerNetwork || (await counters.ReadAsync(All, ct)).Count >= work.FreeInAll;
    }

    /// <summary>Counts a sign-up: how long to wait, null when it may begin. Hold no transaction while calling.</summary>
    public async Task<TimeSpan?> CountAsync(CancellationToken ct)
    {
        var window = options.Value.NetworkWindow;
        var ofNetwork = await counters.IncrementAsync(Network, window, ct);
        if (ofNetwork.Count > options.Value.SignUpsPerNetwork) return ofNetwork.Remaining;

        await counters.IncrementAsync(All, window, ct);
        return null;
    }
}
