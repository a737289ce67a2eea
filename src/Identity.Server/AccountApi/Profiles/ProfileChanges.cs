using System.Text.Json;
using System.Text.Json.Nodes;
using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Users;
using Identity.Core.Users.Attributes;
using Identity.Core.Users.Profiles;
using Identity.Hosting.Localization;
using Identity.Server.Account;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Identity.Server.AccountApi.Profiles;

/// <summary>Changes a profile, and tells those who change it at the same time apart.</summary>
internal sealed class ProfileChanges(IdentityDb db, UserManager<User> users, AuditLog audit, BrowserSessions browsers, Texts texts, IOptions<ProfileOptions> options, TimeProvider clock)
{
    // Changes that name other members do not get in each other's way: one that came second is made again on top of the first.
    private const int Tries = 5;

    /// <param name="userId">Whose profile.</param>
    /// <param name="clientId">The app that asks for it; null on our own pages.</param>
    /// <param name="patch">A JSON merge patch.</param>
    /// <param name="isExpected">Whether a version of the profile is one that the change was made for; null when any is.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<ProfileResult> ApplyAsync(Guid userId, string? clientId, string patch, Func<string, bool>? isExpected, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            db.ChangeTracker.Clear();
            var user = await db.Users.SingleAsync(u => u.Id == userId, ct);
            if (isExpected?.Invoke(PersonProfile.ETag(user)) == false) break;

            var before = PersonProfile.Of(user);
            var errors = await ErrorsAsync(user, patch);
            if (errors.Count > 0) return new ProfileResult.Rejected(errors);
            if (JsonNode.DeepEquals(Members(PersonProfile.Of(user)), Members(before)) || await SaveAsync(user, before, clientId, ct)) return new ProfileResult.Done(user);
            if (isExpected is not null) break;
        }

        return new ProfileResult.Changed();
    }

    private async Task<Dictionary<string, string[]>> ErrorsAsync(User user, string patch)
    {
        var errors = ProfilePatch.Apply(user, patch, options.Value).ToDictionary();
        if (errors.Count > 0) return errors;

        // The rules of every account; what is wrong with other fields is none of this change's.
        foreach (var rule in users.UserValidators)
        {
            var found = (await rule.ValidateAsync(users, user)).Errors.Select(texts.Describe).Where(error => error.Field == "name").Select(error => error.Text).ToArray();
            if (found.Length > 0) errors["name"] = found;
        }

        return errors;
    }

    // The row is claimed first: of two changes of one version, one finds it changed.
    private async Task<bool> SaveAsync(User user, PersonProfile before, string? clientId, CancellationToken ct)
    {
        var read = user.UpdatedAt;
        // Later also where the clock stands still or was put back: the time tells versions apart. Not all databases keep less than a microsecond.
        user.UpdatedAt = new[] { WholeMicroseconds(clock.GetUtcNow().UtcDateTime), read.AddMicroseconds(1) }.Max();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var claimed = await db.Users.Where(u => u.Id == user.Id && u.UpdatedAt == read).ExecuteUpdateAsync(update => update.SetProperty(u => u.UpdatedAt, user.UpdatedAt), ct);
        if (claimed == 0) return false;

        var (was, now) = Differences(before, PersonProfile.Of(user));
        audit.Add(AuditKinds.UserUpdated, ("user", user.Id), browsers.Actor(user.Id, clientId), new { before = was, after = now });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }

        await transaction.CommitAsync(ct);
        return true;
    }

    private static DateTime WholeMicroseconds(DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));

    private static (JsonObject Before, JsonObject After) Differences(PersonProfile before, PersonProfile after)
    {
        var (was, now) = (Members(before), Members(after));
        foreach (var name in was.Select(member => member.Key).Where(name => name == "updated_at" || JsonNode.DeepEquals(was[name], now[name])).ToList())
        {
            was.Remove(name);
            now.Remove(name);
        }

        return (was, now);
    }

    private static JsonObject Members(PersonProfile profile) => JsonSerializer.SerializeToNode(profile, Named)!.AsObject();

    private static readonly JsonSerializerOptions Named = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
}

/// <summary>What became of a change.</summary>
internal abstract record ProfileResult
{
    private ProfileResult() { }

    /// <summary>The account as it is now.</summary>
    public sealed record Done(User User) : ProfileResult;

    public sealed record Rejected(Dictionary<string, string[]> Errors) : ProfileResult;

    /// <summary>Somebody else changed it since.</summary>
    public sealed record Changed : ProfileResult;
}
