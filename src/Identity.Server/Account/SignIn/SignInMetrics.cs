using System.Diagnostics.Metrics;
using Identity.Server.Account.SignIn.Codes;

namespace Identity.Server.Account.SignIn;

/// <summary>Counts sign-ins by what came of them.</summary>
internal sealed class SignInMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _signIns = meters.Create("Identity.Server").CreateCounter<long>("identity.sign_ins", "{sign_in}", "Tries to sign in, by what came of them");

    public void Count(PasswordSignInResult result) => Count(result switch
    {
        PasswordSignInResult.Success => "succeeded",
        PasswordSignInResult.Disabled => "disabled",
        PasswordSignInResult.TooManyTries => "too_many_tries",
        PasswordSignInResult.Busy => "busy",
        _ => "rejected",
    });

    public void Count(CodeSignInResult result) => Count(result switch
    {
        CodeSignInResult.Done => "succeeded",
        CodeSignInResult.Disabled => "disabled",
        CodeSignInResult.TooManyTries => "too_many_tries",
        _ => "rejected",
    });

    private void Count(string result) => _signIns.Add(1, KeyValuePair.Create<string, object?>("result", result));
}
