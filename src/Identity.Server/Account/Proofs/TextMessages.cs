using Identity.Core.Messaging.Sms;
using Identity.Hosting.Settings;
using Identity.Server.Shared;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.Proofs;

/// <summary>Whether text messages reach anybody: a provider takes them, or the mailbox of this machine does.</summary>
internal sealed class TextMessages(IOptions<SmsOptions> sms, IOptions<ServerAddressOptions> server) : IFeature
{
    public bool IsOn => sms.Value.Providers.Count > 0 || server.Value.PublicUrl.IsLoopback;
}
