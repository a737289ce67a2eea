using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Identity.Core.Audit;

/// <summary>A change of state that an auditor would ask for; written in the transaction of the change, never changed.</summary>
public sealed class AuditEvent
{
    public Guid Id { get; set; }
    public DateTime At { get; set; }

    /// <summary>What happened, such as <c>user.created</c>: one of <see cref="AuditKinds"/>.</summary>
    public required string Kind { get; set; }

    /// <summary>Who did it: a user id, <c>setup</c> or <c>apply</c>; null when nobody was signed in.</summary>
    public string? Actor { get; set; }

    /// <summary>What it was done to: <c>user</c>, <c>client</c>, …</summary>
    public required string TargetKind { get; set; }

    public required string TargetId { get; set; }
    public string? ClientId { get; set; }
    public string? IpAddress { get; set; }

    /// <summary>Before and after, a JSON object without secrets.</summary>
    public string? Data { get; set; }
}

internal sealed class AuditEventMapping : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> auditEvent)
    {
        auditEvent.ToTable("AuditEvents");
        auditEvent.Property(e => e.Kind).HasMaxLength(100);
        auditEvent.Property(e => e.Actor).HasMaxLength(100);
        auditEvent.Property(e => e.TargetKind).HasMaxLength(Lengths.Code);
        auditEvent.Property(e => e.TargetId).HasMaxLength(400);
        auditEvent.Property(e => e.ClientId).HasMaxLength(Lengths.ClientId);
        auditEvent.Property(e => e.IpAddress).HasMaxLength(Lengths.IpAddress);
        auditEvent.HasIndex(e => e.At);
        auditEvent.HasIndex(e => new { e.TargetKind, e.TargetId, e.At });
        auditEvent.HasIndex(e => new { e.Actor, e.At });
    }
}
