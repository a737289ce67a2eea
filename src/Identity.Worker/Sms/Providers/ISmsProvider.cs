using Identity.Core.Messaging.Sms;

namespace Identity.Worker.Sms.Providers;

/// <summary>Somebody who takes text messages.</summary>
internal interface ISmsProvider
{
    SmsProviderKind Kind { get; }

    /// <summary>As an operator knows it.</summary>
    string Name { get; }

    /// <exception cref="HttpRequestException">It could not be reached, or broke off.</exception>
    Task<Handover> SendAsync(SmsMessage message, HttpClient http, CancellationToken ct);
}
