using Identity.Core.Clients;
using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Identity.Core.Flows;

/// <summary>
/// A request that waits for a person: what an application asked for, and what the person has done about it so far.
/// Pages carry nothing but its handle, so every step can be reloaded and every tab has its own.
/// </summary>
public sealed class Flow
{
    public Guid Id { get; set; }

    /// <summary>SHA-256 of the handle in the address, base64url.</summary>
    public required string HandleHash { get; set; }

    public required FlowKind Kind { get; set; }

    public Guid? ClientId { get; set; }

    /// <summary>The request's parameters, a JSON object.</summary>
    public required string Parameters { get; set; }

    /// <summary>The application sent the request to us beforehand (RFC 9126), and authenticated.</summary>
    public bool Pushed { get; set; }

    /// <summary>When a browser first came with it. A pushed request waits only a short while for that.</summary>
    public DateTime? OpenedAt { get; set; }

    /// <summary>The registered redirect URI that the answer goes to.</summary>
    public string? RedirectUri { get; set; }

    public DateTime CreatedAt { get; set; }
    public DateTime ExpiresAt { get; set; }

    /// <summary>
    /// The session that the person signed in to, chose or confirmed in this flow. From then on the flow belongs to that
    /// session's browser; before, there is nothing in it that anybody could take.
    /// </summary>
    public Guid? SessionId { get; set; }

    /// <summary>When the person proved who they are within this flow.</summary>
    public DateTime? AuthenticatedAt { get; set; }

    public DateTime? AccountChosenAt { get; set; }

    /// <summary>When the person allowed or refused what the application asks for.</summary>
    public DateTime? DecidedAt { get; set; }

    /// <summary>The person's answer; only of meaning with <see cref="DecidedAt"/>.</summary>
    public bool Allowed { get; set; }

    /// <summary>The sessions that ended in it: the signed-out page tells their apps.</summary>
    public List<Guid> EndedSessions { get; set; } = [];

    /// <summary>When the answer was sent: the flow is of no more use.</summary>
    public DateTime? CompletedAt { get; set; }

    /// <summary>From now on the flow is about this session. What somebody else proved or allowed in it does not count for it.</summary>
    public void ChangeSession(Guid sessionId)
    {
        if (SessionId == sessionId) return;

        SessionId = sessionId;
        (AuthenticatedAt, DecidedAt, Allowed) = (null, null, false);
    }

    /// <summary>Records that the person was signed out in it.</summary>
    public void SignOut(IEnumerable<Guid> sessions, DateTime now)
    {
        EndedSessions = [.. sessions];
        DecidedAt = now;
        Allowed = true;
    }
}

public enum FlowKind
{
    Authorization = 1,
    EndSession = 2,

    /// <summary>A device waits; the parameters name its <c>DeviceRequest</c>.</summary>
    Device = 3,

    /// <summary>An app signs a person in on its own screens; no page ever opens it.</summary>
    Challenge = 4,
}

internal sealed class FlowMapping : IEntityTypeConfiguration<Flow>
{
    public void Configure(EntityTypeBuilder<Flow> flow)
    {
        flow.ToTable("Flows");
        flow.Property(f => f.HandleHash).HasMaxLength(Lengths.Hash);
        flow.HasIndex(f => f.HandleHash).IsUnique();
        flow.HasIndex(f => f.ExpiresAt);
        flow.Property(f => f.RedirectUri).HasMaxLength(Lengths.Uri);
        flow.PrimitiveCollection(f => f.EndedSessions);
        flow.HasOne<Client>().WithMany().HasForeignKey(f => f.ClientId).OnDelete(DeleteBehavior.Cascade);
    }
}
