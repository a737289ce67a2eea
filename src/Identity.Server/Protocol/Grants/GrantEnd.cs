using Identity.Core.Audit;
using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Server.Protocol.Grants;

/// <summary>Ends a grant whose code or refresh token came twice: one of the two was stolen, and nobody can tell which (RFC 6749, sections 4.1.2 and 10.4).</summary>
internal sealed class GrantEnd(IdentityDb db, AuditLog audit)
{
    public async Task AfterReuseAsync(Guid grantId, Guid? userId, string? clientId, bool isCode)
    {
        var ended = await db.Grants
            .Where(g => g.Id == grantId && g.Status == Statuses.Valid)
            .ExecuteUpdateAsync(update => update.SetProperty(g => g.Status, Statuses.Revoked));
        if (ended == 0) return;

        audit.Add(isCode ? AuditKinds.CodeReused : AuditKinds.RefreshTokenReused, ("grant", grantId), new AuditActor(userId?.ToString(), ClientId: clientId));
        await db.SaveChangesAsync();
    }
}
