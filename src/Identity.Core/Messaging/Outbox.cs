using System.Text.Json;
using Identity.Core.Data;
using Microsoft.Extensions.Options;

namespace Identity.Core.Messaging;

/// <summary>Adds messages to the unit of work: the caller's save writes them with the change, or not at all.</summary>
public sealed class Outbox(IdentityDb db, IOptions<OutboxOptions> options, TimeProvider clock)
{
    /// <param name="kind">One of <see cref="OutboxKinds"/>.</param>
    /// <param name="version">The form of the payload.</param>
    /// <param name="payload">What is needed to deliver it; serialised to JSON.</param>
    /// <param name="lifetime">How long it is of use, when that is shorter than <see cref="OutboxOptions.Lifetime"/>.</param>
    /// <param name="delay">How long to wait before the first try.</param>
    public OutboxMessage Add<TPayload>(string kind, int version, TPayload payload, TimeSpan? lifetime = null, TimeSpan delay = default)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var message = new OutboxMessage
        {
            Kind = kind,
            PayloadVersion = version,
            Payload = JsonSerializer.Serialize(payload, JsonSerializerOptions.Web),
            CreatedAt = now,
            DueAt = now + delay,
            ExpiresAt = now + (lifetime < options.Value.Lifetime ? lifetime.Value : options.Value.Lifetime),
        };
        db.OutboxMessages.Add(message);
        return message;
    }
}
