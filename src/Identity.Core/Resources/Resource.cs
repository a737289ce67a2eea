using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.ValueGeneration;

namespace Identity.Core.Resources;

/// <summary>An API that access tokens are made for (RFC 8707).</summary>
public sealed class Resource
{
    public Guid Id { get; set; }

    /// <summary>An absolute URI: the <c>aud</c> of its access tokens.</summary>
    public required string Identifier { get; set; }

    public string? DisplayName { get; set; }

    /// <summary>The algorithm that signs its access tokens: <c>ES256</c> or <c>RS256</c>.</summary>
    public string SigningAlg { get; set; } = "ES256";

    /// <summary>Ids of the clients that may introspect its tokens.</summary>
    public List<string> IntrospectionClients { get; set; } = [];

    /// <summary>The permissions that roles can give for it; others never appear in its tokens.</summary>
    public List<string> Permissions { get; set; } = [];
}

internal sealed class ResourceMapping : IEntityTypeConfiguration<Resource>
{
    public void Configure(EntityTypeBuilder<Resource> resource)
    {
        resource.ToTable("Resources");
        resource.Property(r => r.Id).HasValueGenerator<GuidValueGenerator>();
        resource.Property(r => r.Identifier).HasMaxLength(400);
        resource.HasIndex(r => r.Identifier).IsUnique();
        resource.Property(r => r.DisplayName).HasMaxLength(Lengths.Name);
        resource.Property(r => r.SigningAlg).HasMaxLength(10);
        resource.PrimitiveCollection(r => r.IntrospectionClients);
        resource.PrimitiveCollection(r => r.Permissions);
    }
}
