using Identity.Core.Messaging;
using Identity.Core.Messaging.Sms;
using Identity.Core.Outbound;
using Identity.Worker.Sms.Providers;
using Microsoft.Extensions.Options;

namespace Identity.Worker.Sms;

/// <summary>One try with one provider. Each gets its share of the time, so that one that hangs leaves some to the next.</summary>
internal sealed class TryProvider(IHttpClientFactory clients, SmsProviders providers, SmsMetrics metrics, IOptions<OutboxOptions> options, TimeProvider clock)
{
    // What is left is for the database.
    private TimeSpan Share => options.Value.DeliveryTimeout * 0.9 / providers.All.Count;

    public async Task<Handover> RunAsync(ISmsProvider provider, SmsMessage sms, CancellationToken ct)
    {
        var handover = await SendAsync(provider, sms, ct);
        metrics.Handed(provider.Kind, handover switch
        {
            Handover.Taken => "taken",
            Handover.Undeliverable => "undeliverable",
            _ => "failed",
        });
        return handover;
    }

    private async Task<Handover> SendAsync(ISmsProvider provider, SmsMessage sms, CancellationToken ct)
    {
        using var http = clients.CreateClient(OutboundHttp.ClientName);
        using var late = new CancellationTokenSource(Share, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
        try
        {
            return await provider.SendAsync(sms, http, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Handover.Failed($"{provider.Name} did not answer within {Share.TotalSeconds:0.#} seconds.") { Unknown = true };
        }
        catch (OutboundException problem)
        {
            return new Handover.Failed($"{provider.Name} was not reached: {problem.Message}") { Unknown = true };
        }
        catch (HttpRequestException problem)
        {
            var unsent = problem.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;
            return new Handover.Failed($"{provider.Name} could not be reached, or broke off: {problem.HttpRequestError}.") { Unknown = !unsent };
        }
    }
}
