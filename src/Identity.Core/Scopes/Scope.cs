using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenIddict.EntityFrameworkCore.Models;

namespace Identity.Core.Scopes;

/// <summary>What an application may ask for: claims about the person, and access to resources.</summary>
public sealed class Scope : OpenIddictEntityFrameworkCoreScope<Guid>
{
    /// <summary>The claims that userinfo adds for this scope.</summary>
    public List<string> Claims { get; set; } = [];

    /// <summary>Shipped with the product: it can't be changed or deleted.</summary>
    public bool BuiltIn { get; set; }
}

internal sealed class ScopeMapping : IEntityTypeConfiguration<Scope>
{
    public void Configure(EntityTypeBuilder<Scope> scope)
    {
        scope.ToTable("Scopes");
        scope.Property(s => s.Name).HasMaxLength(Lengths.ScopeName);
        scope.Property(s => s.DisplayName).HasMaxLength(Lengths.Name);
        scope.Property(s => s.Description).HasMaxLength(Lengths.Description);
        scope.PrimitiveCollection(s => s.Claims);
    }
}
