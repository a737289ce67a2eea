using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Identity.Core.Sessions;

/// <summary>One browser. Its cookie holds a handle that changes at every sign-in; the row stays.</summary>
public sealed class BrowserSession
{
    public Guid Id { get; set; }

    /// <summary>SHA-256 of the handle in the cookie, base64url.</summary>
    public required string HandleHash { get; set; }

    /// <summary>The session that a request without hints uses: the one used last.</summary>
    public Guid? CurrentSessionId { get; set; }

    public DateTime CreatedAt { get; set; }
    public DateTime LastSeenAt { get; set; }
    public DateTime ExpiresAt { get; set; }
    public ICollection<Session> Sessions { get; } = [];
}

internal sealed class BrowserSessionMapping : IEntityTypeConfiguration<BrowserSession>
{
    public void Configure(EntityTypeBuilder<BrowserSession> browser)
    {
        browser.ToTable("BrowserSessions");
        browser.Property(b => b.HandleHash).HasMaxLength(Lengths.Hash);
        browser.HasIndex(b => b.HandleHash).IsUnique();
        browser.HasIndex(b => b.ExpiresAt);
        browser.HasMany(b => b.Sessions).WithOne(s => s.Browser).HasForeignKey(s => s.BrowserId).OnDelete(DeleteBehavior.Cascade);
    }
}
