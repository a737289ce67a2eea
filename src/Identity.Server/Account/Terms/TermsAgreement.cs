using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Users;
using Identity.Core.Users.Terms;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.Terms;

/// <summary>Knows the terms of use as they stand, and who agreed to them.</summary>
internal sealed class TermsAgreement(IdentityDb db, AuditLog audit, IOptions<TermsOptions> options, IHttpContextAccessor http, TimeProvider clock)
{
    /// <summary>Null when people need not agree to anything.</summary>
    public string? Version => options.Value.Version is { Length: > 0 } version ? version : null;

    public Uri? Url => options.Value.Url;

    /// <summary>Whether this person has still to agree.</summary>
    public bool IsMissing(User user) => Version is { } version && user.TermsVersion != version;

    /// <summary>What somebody agrees to now; null when there are no terms.</summary>
    public AcceptedTerms? Accepted => Version is { } version ? new AcceptedTerms(version, options.Value.Sha256?.ToLowerInvariant()) : null;

    /// <summary>Notes what the person of a new account agreed to. The caller saves.</summary>
    public void Add(User user, AcceptedTerms accepted)
    {
        var address = http.HttpContext?.Connection.RemoteIpAddress?.ToString();
        user.TermsVersion = accepted.Version;
        db.TermsAcceptances.Add(new TermsAcceptance
        {
            UserId = user.Id,
            Version = accepted.Version,
            Sha256 = accepted.Sha256,
            AcceptedAt = clock.GetUtcNow().UtcDateTime,
            IpAddress = address,
        });
        audit.Add(AuditKinds.TermsAccepted, ("user", user.Id), new AuditActor(user.Id.ToString(), address), new { accepted.Version, accepted.Sha256 });
    }

    /// <summary>Notes that a person agrees, once, however often the button was pressed.</summary>
    public async Task AcceptAsync(User user, CancellationToken ct)
    {
        if (Accepted is not { } accepted) return;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var changed = await db.Users
            .Where(u => u.Id == user.Id && (u.TermsVersion == null || u.TermsVersion != accepted.Version))
            .ExecuteUpdateAsync(update => update.SetProperty(u => u.TermsVersion, accepted.Version), ct);
        if (changed == 0) return;

        // Written above, past the concurrency stamp: what else is being changed about the account is not disturbed.
        db.Entry(user).State = EntityState.Detached;
        Add(user, accepted);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

/// <param name="Version">As the settings name it.</param>
/// <param name="Sha256">Of the text, where the settings tell it.</param>
internal sealed record AcceptedTerms(string Version, string? Sha256);
