using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Identity.Core.Messaging;

/// <summary>
/// Something to tell the world: written in the transaction of the change that it is about, delivered by a worker
/// afterwards. It may arrive twice, never not at all without this row saying so.
/// </summary>
public sealed class OutboxMessage
{
    /// <summary>The same for every try, so that a receiver can tell a repetition.</summary>
    public Guid Id { get; set; }

    /// <summary>What it is, such as <c>backchannel_logout</c>: one of <see cref="OutboxKinds"/>.</summary>
    public required string Kind { get; set; }

    /// <summary>What is needed to deliver it, a JSON object.</summary>
    public required string Payload { get; set; }

    /// <summary>The form of the payload: while nodes are replaced, old and new ones read the same rows.</summary>
    public required int PayloadVersion { get; set; }

    public DateTime CreatedAt { get; set; }

    /// <summary>Not before: later than <see cref="CreatedAt"/> between two tries.</summary>
    public DateTime DueAt { get; set; }

    /// <summary>From then on it is of no use to anybody.</summary>
    public DateTime ExpiresAt { get; set; }

    public OutboxStatus Status { get; set; } = OutboxStatus.Pending;

    /// <summary>How often a worker took it.</summary>
    public int Attempts { get; set; }

    /// <summary>Until then it belongs to the worker that took it; a worker that crashed loses it by that.</summary>
    public DateTime? LockedUntil { get; set; }

    public string? LockedBy { get; set; }

    /// <summary>What came of the last try, in words for an operator, without secrets.</summary>
    public string? Outcome { get; set; }

    /// <summary>When it was delivered or given up.</summary>
    public DateTime? FinishedAt { get; set; }
}

public enum OutboxStatus
{
    Pending = 1,
    Delivered = 2,

    /// <summary>Given up; <see cref="OutboxMessage.Outcome"/> says why.</summary>
    Dead = 3,
}

internal sealed class OutboxMessageMapping : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> message)
    {
        message.ToTable("OutboxMessages");
        message.Property(m => m.Kind).HasMaxLength(Lengths.Code);
        message.Property(m => m.LockedBy).HasMaxLength(Lengths.Name);
        message.Property(m => m.Outcome).HasMaxLength(Lengths.Description);
        message.HasIndex(m => new { m.Status, m.DueAt });
        message.HasIndex(m => m.FinishedAt);
    }
}
