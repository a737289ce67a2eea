using Identity.Core.Data;
using Identity.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Identity.Core.Sessions;

/// <summary>One account signed in to one browser.</summary>
public sealed class Session
{
    public Guid Id { get; set; }

    /// <summary>The <c>sid</c> of ID tokens and logout tokens: random, the same for the life of the session.</summary>
    public required string Sid { get; set; }

    public Guid BrowserId { get; set; }
    public BrowserSession? Browser { get; set; }
    public Guid UserId { get; set; }
    public User? User { get; set; }

    /// <summary>When the person last proved who they are: <c>auth_time</c>.</summary>
    public DateTime AuthenticatedAt { get; set; }

    /// <summary>How (RFC 8176), such as <c>pwd</c>.</summary>
    public List<string> Amr { get; set; } = [];

    /// <summary>The authentication context class achieved.</summary>
    public required string Acr { get; set; }

    /// <summary>The person asked to stay signed in on this device.</summary>
    public bool Remembered { get; set; }

    public DateTime CreatedAt { get; set; }
    public DateTime LastSeenAt { get; set; }

    /// <summary>When it ends if it is not used.</summary>
    public DateTime IdleExpiresAt { get; set; }

    /// <summary>When it ends in any case.</summary>
    public DateTime ExpiresAt { get; set; }

    /// <summary>When it was ended by hand: everything given in it is dead from then on.</summary>
    public DateTime? EndedAt { get; set; }

    public string? IpAddress { get; set; }
    public string? UserAgent { get; set; }

    public bool IsAlive(DateTime now) => EndedAt is null && now < IdleExpiresAt && now < ExpiresAt;
}

internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> session)
    {
        session.ToTable("Sessions");
        session.Property(s => s.Sid).HasMaxLength(Lengths.Hash);
        session.HasIndex(s => s.Sid).IsUnique();
        session.HasIndex(s => new { s.UserId, s.EndedAt });
        session.HasIndex(s => s.IdleExpiresAt);
        session.HasIndex(s => s.ExpiresAt);
        session.PrimitiveCollection(s => s.Amr);
        session.Property(s => s.Acr).HasMaxLength(100);
        session.Property(s => s.IpAddress).HasMaxLength(Lengths.IpAddress);
        session.Property(s => s.UserAgent).HasMaxLength(Lengths.UserAgent);
        session.HasOne(s => s.User).WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
