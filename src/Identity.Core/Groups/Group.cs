using Identity.Core.Data;
using Identity.Core.Roles;
using Identity.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.ValueGeneration;

namespace Identity.Core.Groups;

/// <summary>A set of people, in a tree; its members have its roles and those of the groups above it.</summary>
public sealed class Group
{
    public Guid Id { get; set; }
    public required string Name { get; set; }
    public required string NormalizedName { get; set; }
    public Guid? ParentId { get; set; }
    public ICollection<GroupRole> Roles { get; } = [];
}

public sealed class GroupMember
{
    public Guid GroupId { get; set; }
    public Guid UserId { get; set; }
}

public sealed class GroupRole
{
    public Guid GroupId { get; set; }
    public Guid RoleId { get; set; }
}

internal sealed class GroupMapping : IEntityTypeConfiguration<Group>
{
    public void Configure(EntityTypeBuilder<Group> group)
    {
        group.ToTable("Groups");
        group.Property(g => g.Id).HasValueGenerator<GuidValueGenerator>();
        group.Property(g => g.Name).HasMaxLength(Lengths.Name);
        group.Property(g => g.NormalizedName).HasMaxLength(Lengths.Name);
        group.HasIndex(g => g.NormalizedName).IsUnique();
        group.HasOne<Group>().WithMany().HasForeignKey(g => g.ParentId).OnDelete(DeleteBehavior.Restrict);
        group.HasMany(g => g.Roles).WithOne().HasForeignKey(r => r.GroupId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class GroupMemberMapping : IEntityTypeConfiguration<GroupMember>
{
    public void Configure(EntityTypeBuilder<GroupMember> member)
    {
        member.ToTable("GroupMembers");
        member.HasKey(m => new { m.GroupId, m.UserId });
        member.HasIndex(m => m.UserId);
        member.HasOne<Group>().WithMany().HasForeignKey(m => m.GroupId).OnDelete(DeleteBehavior.Cascade);
        member.HasOne<User>().WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class GroupRoleMapping : IEntityTypeConfiguration<GroupRole>
{
    public void Configure(EntityTypeBuilder<GroupRole> role)
    {
        role.ToTable("GroupRoles");
        role.HasKey(r => new { r.GroupId, r.RoleId });
        role.HasOne<Role>().WithMany().HasForeignKey(r => r.RoleId).OnDelete(DeleteBehavior.Cascade);
    }
}
