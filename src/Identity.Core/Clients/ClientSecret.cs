using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Identity.Core.Clients;

/// <summary>A secret of a client. It counts as long as its row is there.</summary>
public sealed class ClientSecret
{
    public Guid ClientId { get; set; }

    /// <summary>As <see cref="ClientSecrets.Hash"/> makes it.</summary>
    public required string Hash { get; set; }

    public DateTime CreatedAt { get; set; }
}

internal sealed class ClientSecretMapping : IEntityTypeConfiguration<ClientSecret>
{
    public void Configure(EntityTypeBuilder<ClientSecret> secret)
    {
        secret.ToTable("ClientSecrets");
        secret.HasKey(s => new { s.ClientId, s.Hash });
        secret.Property(s => s.Hash).HasMaxLength(Lengths.Hash);
    }
}
