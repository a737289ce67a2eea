using Identity.Core.Clients;
using Identity.Core.Data;
using Identity.Core.Roles;
using Identity.Core.Texts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Users.Invitations;

/// <summary>What an invitation must be before it is sent, and what it names.</summary>
public sealed class InvitationRules(IdentityDb db, UserManager<User> users)
{
    internal async Task<CheckedInvitation> CheckAsync(NewInvitation wanted, CancellationToken ct)
    {
        var person = new User { Email = wanted.Email, Name = wanted.Name };
        List<IdentityError> errors = [];
        foreach (var rule in users.UserValidators) errors.AddRange((await rule.ValidateAsync(users, person)).Errors);

        var key = LookupKeys.Normalize(wanted.Email);
        var holder = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedEmail == key, ct);
        // Who has not proved an address does not keep its owner out.
        errors.RemoveAll(error => error.Code == AccountError.EmailTaken);
        List<string> problems = [.. errors.Select(error => error.Description)];
        if (holder is { EmailConfirmed: true }) problems.Add($"There is an account with the address {wanted.Email} already.");
        if (wanted.Inviter.Length is 0 or > Lengths.Name || !IdentifierText.IsLine(wanted.Inviter)) problems.Add($"Say who invites them, in one line of at most {Lengths.Name} characters.");

        var roles = await RolesAsync(wanted.Roles, problems, ct);
        var client = await ClientAsync(wanted.ClientId, problems, ct);
        return new(problems, roles, client, holder?.DisplayName);
    }

    private async Task<IReadOnlyList<Role>> RolesAsync(IReadOnlyList<string> names, List<string> problems, CancellationToken ct)
    {
        if (names.Count == 0) return [];

        var all = await db.Roles.AsNoTracking().ToListAsync(ct);
        List<Role> found = [];
        foreach (var name in names)
        {
            var key = LookupKeys.Normalize(name);
            if (all.Find(role => role.NormalizedName == key) is { } role) found.Add(role);
            else problems.Add($"There is no role '{name}'.{Hint(name, all.Select(r => r.Name!))}");
        }

        return [.. found.DistinctBy(role => role.Id)];
    }

    private async Task<Client?> ClientAsync(string? clientId, List<string> problems, CancellationToken ct)
    {
        if (clientId is null) return null;

        // Some databases compare without case; names of clients are exact.
        var client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.ClientId == clientId, ct);
        if (client?.ClientId == clientId) return client;

        problems.Add($"There is no client '{clientId}'.{Hint(clientId, await db.Clients.Select(c => c.ClientId!).ToListAsync(ct))}");
        return null;
    }

    private static string Hint(string name, IEnumerable<string> known) => NearestName.Find(name, known) is { } near ? $" Did you mean '{near}'?" : "";
}

/// <param name="Problems">What has to be mended, in English.</param>
/// <param name="Roles">Those that it names.</param>
/// <param name="Client">The app that it names.</param>
/// <param name="Unproved">What an account is called that names the address and has not proved it.</param>
internal sealed record CheckedInvitation(IReadOnlyList<string> Problems, IReadOnlyList<Role> Roles, Client? Client, string? Unproved)
{
    /// <summary>What people call the app.</summary>
    public string? AppName => Client is null ? null : Client.DisplayName ?? Client.ClientId;
}
