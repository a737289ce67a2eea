using System.Text.Json;
using Identity.Core.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.ValueGeneration;

namespace Identity.Core.Users;

/// <summary>A person with an account. The members below are the standard claims of OpenID Connect Core, section 5.1.</summary>
public sealed class User : IdentityUser<Guid>
{
    public string? Name { get; set; }
    public string? GivenName { get; set; }
    public string? FamilyName { get; set; }
    public string? MiddleName { get; set; }
    public string? Nickname { get; set; }
    public string? Profile { get; set; }
    public string? Picture { get; set; }
    public string? Website { get; set; }
    public string? Gender { get; set; }

    /// <summary><c>YYYY-MM-DD</c>, <c>0000-MM-DD</c> or <c>YYYY</c>.</summary>
    public string? Birthdate { get; set; }

    /// <summary>A name of the IANA time zone database, such as <c>Europe/Paris</c>.</summary>
    public string? ZoneInfo { get; set; }

    /// <summary>A BCP 47 language tag, such as <c>en-GB</c>.</summary>
    public string? Locale { get; set; }

    public PostalAddress Address { get; set; } = new();

    public DateTime CreatedAt { get; set; }

    /// <summary>When the claims above last changed: <c>updated_at</c>.</summary>
    public DateTime UpdatedAt { get; set; }

    /// <summary>Set while the account is turned off: it can then neither sign in nor use what it was given before.</summary>
    public DateTime? DisabledAt { get; set; }

    public DateTime? LastSignInAt { get; set; }

    /// <summary>What the operator keeps beside the standard claims, by name (<c>Profile:Attributes</c>).</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; set; } = new Dictionary<string, string>();

    /// <summary>The version of the terms of use that this person agreed to last.</summary>
    public string? TermsVersion { get; set; }

    /// <summary>What to call this person on a page.</summary>
    public string DisplayName => Name ?? UserName ?? Email ?? Id.ToString();
}

/// <summary>The <c>address</c> claim (OpenID Connect Core, section 5.1.1).</summary>
public sealed class PostalAddress
{
    public string? Formatted { get; set; }
    public string? StreetAddress { get; set; }
    public string? Locality { get; set; }
    public string? Region { get; set; }
    public string? PostalCode { get; set; }
    public string? Country { get; set; }
}

internal sealed class UserMapping : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> user)
    {
        user.ToTable("Users");
        // Random, so that an id says nothing about when the account was made.
        user.Property(u => u.Id).HasValueGenerator<GuidValueGenerator>();
        user.HasIndex(u => u.NormalizedUserName).HasDatabaseName("IX_Users_NormalizedUserName").IsUnique();
        user.HasIndex(u => u.NormalizedEmail).HasDatabaseName("IX_Users_NormalizedEmail").IsUnique();
        // Two may have the same one: which of them has proved it is looked at when it matters.
        user.HasIndex(u => u.PhoneNumber);
        user.Property(u => u.UserName).HasMaxLength(Lengths.Name);
        user.Property(u => u.NormalizedUserName).HasMaxLength(Lengths.Name);
        user.Property(u => u.Email).HasMaxLength(Lengths.Email);
        user.Property(u => u.NormalizedEmail).HasMaxLength(Lengths.Email);
        user.Property(u => u.PasswordHash).HasMaxLength(400);
        user.Property(u => u.SecurityStamp).HasMaxLength(Lengths.Code);
        user.Property(u => u.ConcurrencyStamp).HasMaxLength(Lengths.Code);
        user.Property(u => u.PhoneNumber).HasMaxLength(Lengths.Code);
        user.Property(u => u.Name).HasMaxLength(Lengths.Name);
        user.Property(u => u.GivenName).HasMaxLength(Lengths.Name);
        user.Property(u => u.FamilyName).HasMaxLength(Lengths.Name);
        user.Property(u => u.MiddleName).HasMaxLength(Lengths.Name);
        user.Property(u => u.Nickname).HasMaxLength(Lengths.Name);
        user.Property(u => u.Profile).HasMaxLength(Lengths.Uri);
        user.Property(u => u.Picture).HasMaxLength(Lengths.Uri);
        user.Property(u => u.Website).HasMaxLength(Lengths.Uri);
        user.Property(u => u.Gender).HasMaxLength(Lengths.Code);
        user.Property(u => u.Birthdate).HasMaxLength(10);
        user.Property(u => u.ZoneInfo).HasMaxLength(Lengths.Code);
        user.Property(u => u.Locale).HasMaxLength(Lengths.Code);
        user.Property(u => u.TermsVersion).HasMaxLength(Lengths.Code);
        // One column: with the account it is always there, and each database can look into JSON.
        user.Property(u => u.Attributes).HasConversion(
            attributes => JsonSerializer.Serialize(attributes, JsonSerializerOptions.Default),
            text => JsonSerializer.Deserialize<Dictionary<string, string>>(text, JsonSerializerOptions.Default)!,
            new ValueComparer<IReadOnlyDictionary<string, string>>(
                (one, other) => one!.Count == other!.Count && !one.Except(other).Any(),
                attributes => attributes.Count,
                attributes => new Dictionary<string, string>(attributes)))
            .HasDefaultValueSql("'{}'");
        user.Ignore(u => u.DisplayName);
        user.ComplexProperty(u => u.Address, address =>
        {
            address.Property(a => a.Formatted).HasMaxLength(Lengths.Description);
            address.Property(a => a.StreetAddress).HasMaxLength(Lengths.Description);
            address.Property(a => a.Locality).HasMaxLength(Lengths.Name);
            address.Property(a => a.Region).HasMaxLength(Lengths.Name);
            address.Property(a => a.PostalCode).HasMaxLength(Lengths.Code);
            address.Property(a => a.Country).HasMaxLength(Lengths.Name);
        });
    }
}
