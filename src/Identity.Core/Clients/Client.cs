using Identity.Core.Data;
using Identity.Core.Grants;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenIddict.EntityFrameworkCore.Models;

namespace Identity.Core.Clients;

/// <summary>An application that may ask for sign-ins and tokens. The members below are metadata of RFC 7591 that OpenIddict has no place for.</summary>
public sealed class Client : OpenIddictEntityFrameworkCoreApplication<Guid, Grant, Token>
{
    public string? ClientUri { get; set; }
    public string? LogoUri { get; set; }
    public string? PolicyUri { get; set; }
    public string? TosUri { get; set; }

    /// <summary>Addresses of people responsible for the application.</summary>
    public List<string> Contacts { get; set; } = [];

    /// <summary>How old a sign-in may be when the request names no <c>max_age</c>, in seconds.</summary>
    public int? DefaultMaxAge { get; set; }

    /// <summary>The operator's own application: people are not asked for consent.</summary>
    public bool FirstParty { get; set; }

    public DateTime CreatedAt { get; set; }
    public DateTime UpdatedAt { get; set; }

    /// <summary>Origins of the redirect URIs: a browser may call the token endpoint from these.</summary>
    public ICollection<ClientOrigin> Origins { get; } = [];
}

/// <summary>An origin (RFC 6454) from which a client's scripts run.</summary>
public sealed class ClientOrigin
{
    public Guid ClientId { get; set; }
    public required string Origin { get; set; }
}

internal sealed class ClientMapping : IEntityTypeConfiguration<Client>
{
    public void Configure(EntityTypeBuilder<Client> client)
    {
        client.ToTable("Clients");
        client.Property(c => c.ClientId).HasMaxLength(Lengths.ClientId);
        client.Property(c => c.DisplayName).HasMaxLength(Lengths.Name);
        client.Property(c => c.ClientUri).HasMaxLength(Lengths.Uri);
        client.Property(c => c.LogoUri).HasMaxLength(Lengths.Uri);
        client.Property(c => c.PolicyUri).HasMaxLength(Lengths.Uri);
        client.Property(c => c.TosUri).HasMaxLength(Lengths.Uri);
        client.PrimitiveCollection(c => c.Contacts);
        client.HasMany(c => c.Origins).WithOne().HasForeignKey(o => o.ClientId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ClientOriginMapping : IEntityTypeConfiguration<ClientOrigin>
{
    public void Configure(EntityTypeBuilder<ClientOrigin> origin)
    {
        origin.ToTable("ClientOrigins");
        origin.HasKey(o => new { o.ClientId, o.Origin });
        origin.Property(o => o.Origin).HasMaxLength(300);
        origin.HasIndex(o => o.Origin);
    }
}
