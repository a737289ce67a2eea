using System.Diagnostics.Metrics;

namespace Identity.Server.Account.SignUp;

/// <summary>Counts sign-ups that began and those that made an account.</summary>
internal sealed class SignUpMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _signUps = meters.Create("Identity.Server").CreateCounter<long>("identity.sign_ups", "{sign_up}", "Sign-ups, by how far they came");

    // The same whether the address has an account: what differs is told to its owner alone.
    public void Started() => Count("started");

    public void Completed() => Count("completed");

    private void Count(string step) => _signUps.Add(1, KeyValuePair.Create<string, object?>("step", step));
}
