using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Identity.Core.Challenges;

/// <summary>
/// A code and a link that were sent to an address, to prove that the person reads what is sent there. The database knows
/// neither of them: a guess at the code needs the browser that asked for it.
/// </summary>
public sealed class Challenge
{
    public Guid Id { get; set; }

    /// <summary>What it proves, such as <c>signup</c>: one of <see cref="ChallengePurposes"/>. A code of one purpose is none of another.</summary>
    public required string Purpose { get; set; }

    /// <summary>Whose account it is about, when there is one.</summary>
    public Guid? UserId { get; set; }

    /// <summary>How it was sent: <c>email</c> or <c>sms</c>.</summary>
    public required string Channel { get; set; }

    /// <summary>Where it was sent.</summary>
    public required string Destination { get; set; }

    /// <summary>SHA-256 of the browser's handle, base64url.</summary>
    public required string BrowserHash { get; set; }

    /// <summary>SHA-256 of the browser's handle and the code, base64url.</summary>
    public required string CodeHash { get; set; }

    /// <summary>SHA-256 of the token in the link, base64url.</summary>
    public required string LinkHash { get; set; }

    /// <summary>How often a code was tried since the last one was sent.</summary>
    public int Attempts { get; set; }

    /// <summary>How often a message was sent.</summary>
    public int Sends { get; set; }

    public DateTime CreatedAt { get; set; }
    public DateTime SentAt { get; set; }
    public DateTime ExpiresAt { get; set; }

    /// <summary>When it was used; it works once.</summary>
    public DateTime? ConsumedAt { get; set; }

    /// <summary>What waits for the proof, sealed by whoever asked for it.</summary>
    public string? Payload { get; set; }
}

/// <summary>What a challenge can prove.</summary>
public static class ChallengePurposes
{
    public const string SignUp = "signup";

    /// <summary>The address is proved, the password still to be chosen. Nothing is sent for it: the browser's handle is all that opens it.</summary>
    public const string SignUpFinish = "signup_finish";

    public const string PasswordReset = "password_reset";
    public const string SignInLink = "signin_link";
    public const string SignInSms = "signin_sms";
    public const string EmailChange = "email_change";
    public const string PhoneChange = "phone_change";

    /// <summary>The link in the mail to somebody who is invited.</summary>
    public const string Invitation = "invitation";

    /// <summary>The link of a notice, for its reader to say "this was not me".</summary>
    public const string NotMe = "not_me";
}

internal sealed class ChallengeMapping : IEntityTypeConfiguration<Challenge>
{
    public void Configure(EntityTypeBuilder<Challenge> challenge)
    {
        challenge.ToTable("Challenges");
        challenge.Property(c => c.Purpose).HasMaxLength(Lengths.Code);
        challenge.Property(c => c.Channel).HasMaxLength(Lengths.Code);
        challenge.Property(c => c.Destination).HasMaxLength(Lengths.Email);
        challenge.Property(c => c.BrowserHash).HasMaxLength(Lengths.Hash);
        challenge.Property(c => c.CodeHash).HasMaxLength(Lengths.Hash);
        challenge.Property(c => c.LinkHash).HasMaxLength(Lengths.Hash);
        challenge.HasIndex(c => c.BrowserHash);
        challenge.HasIndex(c => c.LinkHash).IsUnique();
        challenge.HasIndex(c => new { c.Destination, c.Purpose });
        challenge.HasIndex(c => new { c.UserId, c.Purpose });
        challenge.HasIndex(c => c.ExpiresAt);
    }
}
