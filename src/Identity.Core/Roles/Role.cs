using Identity.Core.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.ValueGeneration;

namespace Identity.Core.Roles;

/// <summary>A named set of permissions.</summary>
public sealed class Role : IdentityRole<Guid>
{
    public string? Description { get; set; }

    /// <summary>Shipped with the product: its permissions can't be changed and it can't be deleted.</summary>
    public bool BuiltIn { get; set; }

    public ICollection<RolePermission> Permissions { get; } = [];
}

/// <summary>One permission of a role: <c>area:verb</c>, or <c>*</c> for all.</summary>
public sealed class RolePermission
{
    public Guid RoleId { get; set; }
    public required string Permission { get; set; }
}

internal sealed class RoleMapping : IEntityTypeConfiguration<Role>
{
    public void Configure(EntityTypeBuilder<Role> role)
    {
        role.ToTable("Roles");
        role.Property(r => r.Id).HasValueGenerator<GuidValueGenerator>();
        role.HasIndex(r => r.NormalizedName).HasDatabaseName("IX_Roles_NormalizedName").IsUnique();
        role.Property(r => r.Name).HasMaxLength(Lengths.Name);
        role.Property(r => r.NormalizedName).HasMaxLength(Lengths.Name);
        role.Property(r => r.ConcurrencyStamp).HasMaxLength(Lengths.Code);
        role.Property(r => r.Description).HasMaxLength(Lengths.Description);
        role.HasMany(r => r.Permissions).WithOne().HasForeignKey(p => p.RoleId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RolePermissionMapping : IEntityTypeConfiguration<RolePermission>
{
    public void Configure(EntityTypeBuilder<RolePermission> permission)
    {
        permission.ToTable("RolePermissions");
        permission.HasKey(p => new { p.RoleId, p.Permission });
        permission.Property(p => p.Permission).HasMaxLength(Lengths.Name);
    }
}
