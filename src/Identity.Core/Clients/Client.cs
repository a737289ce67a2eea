using Identity.Core.Data;
using Identity.Core.Grants;
using Identity.Core.Keys;
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

    /// <summary>Where its public keys are, when they are not in <see cref="OpenIddictEntityFrameworkCoreApplication{TKey,TAuthorization,TToken}.JsonWebKeySet"/>.</summary>
    public string? JwksUri { get; set; }

    public string? TokenEndpointAuthSigningAlg { get; set; }

    /// <summary>One of <see cref="ClientAssertionAudiences"/>.</summary>
    public string ClientAssertionAudience { get; set; } = ClientAssertionAudiences.Issuer;

    public string IdTokenSignedResponseAlg { get; set; } = SignatureAlgorithms.RsaSha256;
    public string? UserinfoSignedResponseAlg { get; set; }
    public string? IntrospectionSignedResponseAlg { get; set; }
    public string? RequestObjectSigningAlg { get; set; }
    public bool RequireSignedRequestObject { get; set; }

    /// <summary>One of <see cref="SubjectTypes"/>.</summary>
    public string SubjectType { get; set; } = SubjectTypes.Public;

    public string? SectorIdentifierUri { get; set; }
    public List<string> DefaultAcrValues { get; set; } = [];
    public bool RequireAuthTime { get; set; }
    public string? BackchannelLogoutUri { get; set; }
    public bool BackchannelLogoutSessionRequired { get; set; }
    public string? FrontchannelLogoutUri { get; set; }
    public bool FrontchannelLogoutSessionRequired { get; set; }

    /// <summary>The clients whose access tokens it may exchange, by their <c>client_id</c>.</summary>
    public List<string> TokenExchangeClients { get; set; } = [];

    /// <summary>How old a sign-in may be when the request names no <c>max_age</c>, in seconds.</summary>
    public int? DefaultMaxAge { get; set; }

    /// <summary>The operator's own application: people are not asked for consent.</summary>
    public bool FirstParty { get; set; }

    public DateTime CreatedAt { get; set; }
    public DateTime UpdatedAt { get; set; }

    /// <summary>Origins of the redirect URIs: a browser may call the token endpoint from these.</summary>
    public ICollection<ClientOrigin> Origins { get; } = [];

    /// <summary>All of them count: a new one is given out before the old one is taken away.</summary>
    public ICollection<ClientSecret> Secrets { get; } = [];
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
        client.Property(c => c.JwksUri).HasMaxLength(Lengths.Uri);
        client.Property(c => c.TokenEndpointAuthSigningAlg).HasMaxLength(Lengths.Code);
        client.Property(c => c.ClientAssertionAudience).HasMaxLength(Lengths.Code);
        client.Property(c => c.IdTokenSignedResponseAlg).HasMaxLength(Lengths.Code);
        client.Property(c => c.UserinfoSignedResponseAlg).HasMaxLength(Lengths.Code);
        client.Property(c => c.IntrospectionSignedResponseAlg).HasMaxLength(Lengths.Code);
        client.Property(c => c.RequestObjectSigningAlg).HasMaxLength(Lengths.Code);
        client.Property(c => c.SubjectType).HasMaxLength(Lengths.Code);
        client.Property(c => c.SectorIdentifierUri).HasMaxLength(Lengths.Uri);
        client.PrimitiveCollection(c => c.DefaultAcrValues);
        client.Property(c => c.BackchannelLogoutUri).HasMaxLength(Lengths.Uri);
        client.Property(c => c.FrontchannelLogoutUri).HasMaxLength(Lengths.Uri);
        client.PrimitiveCollection(c => c.TokenExchangeClients);
        // A client may have several secrets at a time: they are rows of their own.
        client.Ignore(c => c.ClientSecret);
        client.HasMany(c => c.Secrets).WithOne().HasForeignKey(s => s.ClientId).OnDelete(DeleteBehavior.Cascade);
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
