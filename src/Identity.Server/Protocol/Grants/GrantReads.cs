using Identity.Core.Data;
using Identity.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.Protocol.Grants;

/// <summary>The two reads that every code and token costs, made into SQL once: they are most of what a server asks its database.</summary>
internal sealed class GrantReads
{
    /// <summary>By the stored reference of a code or refresh token; null when there is no such row.</summary>
    public Func<IdentityDb, string, Task<FoundGrant?>> ByReferenceAsync { get; } = EF.CompileAsyncQuery((IdentityDb db, string reference) => (
        from token in db.Tokens.AsNoTracking()
        where token.ReferenceId == reference
        from grant in db.Grants.Where(g => g.Id == EF.Property<Guid?>(token, Identity.Core.Grants.Token.GrantKey)).DefaultIfEmpty()
        from session in db.Sessions.Where(s => s.Id == grant.SessionId).DefaultIfEmpty()
        select new FoundGrant
        {
            Token = token,
            Grant = grant,
            Session = session,
            ClientId = grant.Application!.ClientId,
            UserRefused = grant.UserId != null && !db.Users.Where(CanSignIn.Rule).Any(u => u.Id == grant.UserId),
        }).FirstOrDefault());

    /// <summary>By the grant and the <c>jti</c> that an access token names, and with the account where its claims are wanted; null when there is no such grant.</summary>
    public Func<IdentityDb, Guid, string?, bool, Task<FoundGrant?>> ByGrantAsync { get; } = EF.CompileAsyncQuery((IdentityDb db, Guid grantId, string? jti, bool withUser) => (
        from grant in db.Grants.AsNoTracking()
        where grant.Id == grantId
        from session in db.Sessions.Where(s => s.Id == grant.SessionId).DefaultIfEmpty()
        from user in db.Users.Where(u => withUser && u.Id == grant.UserId).DefaultIfEmpty()
        select new FoundGrant
        {
            Grant = grant,
            Session = session,
            User = user,
            ClientId = grant.Application!.ClientId,
            UserRefused = grant.UserId != null && !db.Users.Where(CanSignIn.Rule).Any(u => u.Id == grant.UserId),
            RevokedAlone = db.RevokedTokens.Any(t => t.Id == jti),
        }).FirstOrDefault());
}
