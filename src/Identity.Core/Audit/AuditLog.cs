using System.Text.Json;
using Identity.Core.Data;

namespace Identity.Core.Audit;

/// <summary>Adds audit events to the unit of work: the caller's save writes them with the change, or not at all.</summary>
public sealed class AuditLog(IdentityDb db, TimeProvider clock)
{
    /// <param name="kind">One of <see cref="AuditKinds"/>.</param>
    /// <param name="target">What it was done to: its kind and id.</param>
    /// <param name="by">Who did it, and from where.</param>
    /// <param name="data">Before and after, without secrets; serialised to JSON.</param>
    public void Add(string kind, (string Kind, object Id) target, AuditActor by, object? data = null)
        => db.AuditEvents.Add(new AuditEvent
        {
            At = clock.GetUtcNow().UtcDateTime,
            Kind = kind,
            TargetKind = target.Kind,
            TargetId = target.Id.ToString()!,
            Actor = by.Name,
            ClientId = by.ClientId,
            IpAddress = by.IpAddress,
            Data = data is null ? null : JsonSerializer.Serialize(data, JsonSerializerOptions.Web),
        });
}

/// <summary>Who did something that is audited.</summary>
/// <param name="Name">A user id, or the name of a command such as <c>apply</c>; null when nobody was signed in.</param>
/// <param name="IpAddress">The network address, when it came over the network.</param>
/// <param name="ClientId">The application through which it was done.</param>
public sealed record AuditActor(string? Name, string? IpAddress = null, string? ClientId = null)
{
    /// <summary>The one-time set-up.</summary>
    public static readonly AuditActor Setup = new("setup");

    /// <summary>The <c>identity apply</c> command.</summary>
    public static readonly AuditActor Apply = new("apply");

    /// <summary>The <c>identity keys</c> commands.</summary>
    public static readonly AuditActor Keys = new("keys");

    /// <summary>The <c>identity invitations</c> commands.</summary>
    public static readonly AuditActor Invitations = new("invitations");

    /// <summary>The product itself, such as its first start.</summary>
    public static readonly AuditActor System = new("system");
}
