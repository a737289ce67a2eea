using Identity.Core.Audit;
using Identity.Core.Groups;
using Identity.Core.Logout;
using Identity.Core.Roles;
using Identity.Core.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Apply.Sections;

internal sealed class UsersSection(UserManager<User> users, LogoutNotices notices) : Section<UserState>
{
    private Dictionary<string, User> rows = [];

    public override string Name => "users";
    protected override string KeyMember => "username";
    protected override string Target => "user";
    protected override (string, string, string) Audited => (AuditKinds.UserCreated, AuditKinds.UserUpdated, AuditKinds.UserDeleted);
    protected override IReadOnlyList<Member<UserState>> Members => UserMembers.All;
    protected override IReadOnlyDictionary<string, string> Refused => UserMembers.Refused;

    /// <summary>Whether somebody of the file will be an Owner.</summary>
    public bool HasOwner => Entries.Exists(entry => IsOwner(entry.After));

    protected override string Same(string key) => LookupKeys.Normalize(key)!;

    protected override UserState New(string key) => new(key) { IsNew = true };

    protected override async Task<IReadOnlyDictionary<string, UserState>> FindAsync(IReadOnlyList<string> keys, ApplyContext context, CancellationToken ct)
    {
        var states = new Dictionary<string, UserState>();
        foreach (var some in keys.Chunk(KeysAtOnce)) await FindAsync(some, states, context, ct);
        return states;
    }

    private async Task FindAsync(string[] keys, Dictionary<string, UserState> states, ApplyContext context, CancellationToken ct)
    {
        var found = await context.Db.Users.Where(user => keys.Contains(user.NormalizedUserName!)).ToListAsync(ct);
        var ids = found.ConvertAll(user => user.Id);
        var roles = (await context.Db.UserRoles.Where(member => ids.Contains(member.UserId))
            .Join(context.Db.Roles, member => member.RoleId, role => role.Id, (member, role) => new { member.UserId, role.Name }).ToListAsync(ct)).ToLookup(row => row.UserId, row => row.Name!);
        var groups = (await context.Db.GroupMembers.Where(member => ids.Contains(member.UserId))
            .Join(context.Db.Groups, member => member.GroupId, group => group.Id, (member, group) => new { member.UserId, group.Name }).ToListAsync(ct)).ToLookup(row => row.UserId, row => row.Name);
        foreach (var user in found)
        {
            rows[user.NormalizedUserName!] = user;
            states[user.NormalizedUserName!] = UserColumns.Read(user) with { Roles = [.. roles[user.Id]], Groups = [.. groups[user.Id]] };
        }
    }

    public override async Task CheckAsync(ApplyContext context, CancellationToken ct)
    {
        foreach (var entry in Entries)
        {
            if (entry.After is not { } user) continue;

            context.Roles.Check(entry.At("roles"), "role", user.Roles, context.Problems);
            context.Groups.Check(entry.At("groups"), "group", user.Groups, context.Problems);
            await CheckRulesAsync(entry, user, context.Problems);
        }

        foreach (var again in Entries.Where(entry => entry.After?.Email is not null).GroupBy(entry => LookupKeys.Normalize(entry.After!.Email)).SelectMany(group => group.Skip(1)))
        {
            context.Problems.Add(again.At("email"), "Another entry has this email address.");
        }

        await CheckLastOwnerAsync(context, ct);
    }

    public override async Task WriteAsync(ApplyContext context, CancellationToken ct)
    {
        // The sessions go with their people: apps are told as long as it is known where these were signed in.
        var gone = Entries.Where(entry => entry is { Before: not null, After: null }).Select(entry => rows[Same(entry.Key)].Id).ToList();
        await notices.AddAsync(await context.Db.Sessions.AsNoTracking().Where(s => gone.Contains(s.UserId) && s.EndedAt == null).ToListAsync(ct), ct);

        // No cascade reaches the tokens of a grant.
        await context.Db.Tokens.Where(t => gone.Contains(t.Authorization!.UserId!.Value)).ExecuteDeleteAsync(ct);
        await context.Db.Grants.Where(g => gone.Contains(g.UserId!.Value)).ExecuteDeleteAsync(ct);
        await base.WriteAsync(context, ct);
    }

    protected override void Write(Entry<UserState> entry, ApplyContext context)
    {
        var row = rows.GetValueOrDefault(Same(entry.Key));
        if (entry.After is not { } after)
        {
            context.Db.Remove(row!);
            return;
        }

        if (row is null)
        {
            context.Db.Add(row = new User { UserName = entry.Key, NormalizedUserName = Same(entry.Key), SecurityStamp = Guid.NewGuid().ToString(), CreatedAt = context.Now });
            if (after.Password is { } password) row.PasswordHash = users.PasswordHasher.HashPassword(row, password);
        }

        UserColumns.Write(after, row);
        (row.UpdatedAt, row.ConcurrencyStamp) = (context.Now, Guid.NewGuid().ToString());
        WriteMemberships(entry, after, row, context);
    }

    private void WriteMemberships(Entry<UserState> entry, UserState after, User row, ApplyContext context)
    {
        var before = entry.Before ?? New(entry.Key);
        foreach (var (was, want, ids, row1) in new (IReadOnlyList<string>, IReadOnlyList<string>, Dictionary<string, Guid>, Func<Guid, object>)[]
        {
            (before.Roles, after.Roles, context.RoleIds, id => new IdentityUserRole<Guid> { UserId = row.Id, RoleId = id }),
            (before.Groups, after.Groups, context.GroupIds, id => new GroupMember { UserId = row.Id, GroupId = id }),
        })
        {
            var (old, wanted) = (was.Select(Same).ToHashSet(), want.Select(Same).ToHashSet());
            foreach (var gone in old.Except(wanted)) context.Db.Remove(row1(ids[gone]));
            foreach (var added in wanted.Except(old)) context.Db.Add(row1(ids[added]));
        }
    }

    // The rules of every account, whoever makes it.
    private async Task CheckRulesAsync(Entry<UserState> entry, UserState state, Problems problems)
    {
        var user = new User { Id = rows.GetValueOrDefault(Same(entry.Key))?.Id ?? Guid.NewGuid(), UserName = entry.Key };
        UserColumns.Write(state, user);

        var results = new List<IdentityResult>();
        foreach (var validator in users.UserValidators) results.Add(await validator.ValidateAsync(users, user));
        if (entry.Before is null && state.Password is not null)
        {
            foreach (var validator in users.PasswordValidators) results.Add(await validator.ValidateAsync(users, user, state.Password));
        }

        foreach (var error in results.SelectMany(result => result.Errors))
        {
            var member = error is AccountError { Field: var field } ? field == "new_password" ? "password" : field : "username";
            problems.Add(entry.At(member), error.Description);
        }
    }

    private async Task CheckLastOwnerAsync(ApplyContext context, CancellationToken ct)
    {
        var demoted = Entries.Where(entry => IsOwner(entry.Before) && !IsOwner(entry.After)).ToList();
        if (demoted.Count == 0 || HasOwner) return;

        var ids = demoted.ConvertAll(entry => rows[Same(entry.Key)].Id);
        var owner = context.RoleIds[Same(BuiltInRoles.Owner)];
        if (!await context.Db.UserRoles.AnyAsync(member => member.RoleId == owner && !ids.Contains(member.UserId), ct))
        {
            context.Problems.Add(demoted[^1].Json, "This is the last owner: nobody could give the role back. Make another owner first.");
        }
    }

    private bool IsOwner(UserState? user) => user?.Roles.Any(role => Same(role) == Same(BuiltInRoles.Owner)) == true;
}
