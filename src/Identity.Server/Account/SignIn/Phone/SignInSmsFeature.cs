using Identity.Server.Account.Proofs;
using Identity.Server.Shared;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.SignIn.Phone;

/// <summary>Whether people may sign in by text message, and one would reach them.</summary>
internal sealed class SignInSmsFeature(IOptions<SignInSmsOptions> options, TextMessages texts) : IFeature
{
    public bool IsOn => options.Value.Enabled && texts.IsOn;
}
