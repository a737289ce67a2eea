using Identity.Core.Messaging.Sms;
using Identity.Worker.Webhooks;
using Microsoft.Extensions.Options;

namespace Identity.Worker.Sms.Providers;

/// <summary>The configured providers, in order of preference.</summary>
internal sealed class SmsProviders(IOptions<SmsOptions> options, SignedRequests requests, TimeProvider clock)
{
    public IReadOnlyList<ISmsProvider> All { get; } = [.. options.Value.Providers.Select(settings => Create(settings, requests, clock))];

    private static ISmsProvider Create(SmsProviderSettings settings, SignedRequests requests, TimeProvider clock) => settings.Kind switch
    {
        SmsProviderKind.Http => new HttpGateway(settings, requests),
        SmsProviderKind.Vonage => new VonageProvider(settings, clock),
        _ => new TwilioProvider(settings, clock),
    };
}
