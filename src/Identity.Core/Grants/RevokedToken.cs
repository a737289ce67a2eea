using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Identity.Core.Grants;

/// <summary>An access token that was revoked by itself; remembered until it would have expired.</summary>
public sealed class RevokedToken
{
    /// <summary>The <c>jti</c> of the token.</summary>
    public required string Id { get; set; }

    public DateTime ExpiresAt { get; set; }
}

internal sealed class RevokedTokenMapping : IEntityTypeConfiguration<RevokedToken>
{
    public void Configure(EntityTypeBuilder<RevokedToken> token)
    {
        token.ToTable("RevokedTokens");
        token.Property(t => t.Id).HasMaxLength(Lengths.Hash);
        token.HasIndex(t => t.ExpiresAt);
    }
}
