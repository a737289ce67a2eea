using Identity.Core.Clients;
using Identity.Core.Sessions;
using Identity.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenIddict.EntityFrameworkCore.Models;

namespace Identity.Core.Grants;

/// <summary>
/// What one answered authorization request gave to a client: every code and token of it names this row, so that
/// ending it ends them all. What a person allowed a client for good is a <see cref="Consent"/>.
/// </summary>
public sealed class Grant : OpenIddictEntityFrameworkCoreAuthorization<Guid, Client, Token>
{
    /// <summary>The key of the client that OpenIddict's model keeps beside the class: clients come from the catalog and are not tracked.</summary>
    public const string ClientKey = "ApplicationId";

    public Guid? UserId { get; set; }

    /// <summary>The session in which it was given; its end ends the grant.</summary>
    public Guid? SessionId { get; set; }

    /// <summary>The resources that the request named (RFC 8707); none means those of its scopes.</summary>
    public List<string> RequestedResources { get; set; } = [];

    /// <summary>The single claims that the application may have, as in the request's <c>claims</c>; null when it named none.</summary>
    public string? RequestedClaims { get; set; }
}

/// <summary>An authorization code or refresh token. JWT access tokens and ID tokens have no row.</summary>
public sealed class Token : OpenIddictEntityFrameworkCoreToken<Guid, Client, Grant>
{
    /// <summary>As <see cref="Grant.ClientKey"/>, for the grant.</summary>
    public const string GrantKey = "AuthorizationId";

    /// <summary>The refresh token that took this one's place, encrypted: a client that lost the answer gets the same again.</summary>
    public string? Successor { get; set; }
}

internal sealed class GrantMapping : IEntityTypeConfiguration<Grant>
{
    public void Configure(EntityTypeBuilder<Grant> grant)
    {
        grant.ToTable("Grants");
        grant.Property(g => g.Subject).HasMaxLength(100);
        grant.HasOne<User>().WithMany().HasForeignKey(g => g.UserId).OnDelete(DeleteBehavior.Cascade);
        grant.HasOne<Session>().WithMany().HasForeignKey(g => g.SessionId).OnDelete(DeleteBehavior.NoAction);
        grant.HasIndex(g => g.CreationDate);
        grant.PrimitiveCollection(g => g.RequestedResources);
    }
}

internal sealed class TokenMapping : IEntityTypeConfiguration<Token>
{
    public void Configure(EntityTypeBuilder<Token> token)
    {
        token.ToTable("Tokens");
        token.Property(t => t.Subject).HasMaxLength(100);
        token.Property(t => t.Successor).HasMaxLength(500);
        token.HasIndex(t => t.ExpirationDate);
        token.HasIndex(t => t.RedemptionDate);
        token.HasIndex(t => new { t.Subject, t.Status });
    }
}
