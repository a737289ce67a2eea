using Identity.Core.Clients;
using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Identity.Core.Grants;

/// <summary>
/// A device without a keyboard that waits for somebody to allow it elsewhere (RFC 8628). Every change of its state is
/// one guarded UPDATE, so that one decision counts and one answer is given.
/// </summary>
public sealed class DeviceRequest
{
    public Guid Id { get; set; }

    /// <summary>SHA-256 of what the device asks with, base64url.</summary>
    public required string DeviceCodeHash { get; set; }

    /// <summary>SHA-256 of what the person enters, base64url.</summary>
    public required string UserCodeHash { get; set; }

    public Guid ClientId { get; set; }
    public List<string> Scopes { get; set; } = [];
    public DeviceRequestStatus Status { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime ExpiresAt { get; set; }

    /// <summary>From where the device asked: the person is shown it before deciding.</summary>
    public string? IpAddress { get; set; }

    /// <summary>Seconds between two polls; grows each time that the device is too fast.</summary>
    public int Interval { get; set; }

    /// <summary>A poll before this moment is too fast, on whichever node it comes.</summary>
    public DateTime NextPollAt { get; set; }

    public DateTime? DecidedAt { get; set; }

    /// <summary>The session of the person who decided.</summary>
    public Guid? SessionId { get; set; }
}

public enum DeviceRequestStatus
{
    Pending = 1,
    Allowed = 2,
    Refused = 3,

    /// <summary>The device has its tokens: the code is of no more use.</summary>
    Redeemed = 4,
}

internal sealed class DeviceRequestMapping : IEntityTypeConfiguration<DeviceRequest>
{
    public void Configure(EntityTypeBuilder<DeviceRequest> request)
    {
        request.ToTable("DeviceRequests");
        request.Property(r => r.DeviceCodeHash).HasMaxLength(Lengths.Hash);
        request.Property(r => r.UserCodeHash).HasMaxLength(Lengths.Hash);
        request.HasIndex(r => r.DeviceCodeHash).IsUnique();
        request.HasIndex(r => r.UserCodeHash).IsUnique();
        request.HasIndex(r => r.ExpiresAt);
        request.PrimitiveCollection(r => r.Scopes);
        request.Property(r => r.IpAddress).HasMaxLength(Lengths.IpAddress);
        request.HasOne<Client>().WithMany().HasForeignKey(r => r.ClientId).OnDelete(DeleteBehavior.Cascade);
    }
}
