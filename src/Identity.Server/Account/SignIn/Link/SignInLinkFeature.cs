using Identity.Server.Shared;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.SignIn.Link;

/// <summary>Whether people may sign in by mail.</summary>
internal sealed class SignInLinkFeature(IOptions<SignInLinkOptions> options) : IFeature
{
    public bool IsOn => options.Value.Enabled;
}
