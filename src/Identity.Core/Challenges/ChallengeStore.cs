using System.Security.Cryptography;
using System.Text;
using Identity.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Identity.Core.Challenges;

/// <summary>Keeps challenges and checks what people send back.</summary>
public sealed class ChallengeStore(IdentityDb db, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Adds a challenge; the caller sends its secrets and saves.</summary>
    /// <param name="secrets">What is sent. Secrets that nobody is sent make a challenge that nobody can meet.</param>
    /// <param name="browser">The handle of the browser that asks.</param>
    /// <param name="challenge">Purpose, channel, destination and what waits.</param>
    /// <param name="lifetime">How long it can be met.</param>
    public Challenge Add(ChallengeSecrets secrets, string browser, NewChallenge challenge, TimeSpan lifetime)
    {
        ArgumentNullException.ThrowIfNull(challenge);
        var now = Now;
        var row = new Challenge
        {
            Purpose = challenge.Purpose,
            UserId = challenge.UserId,
            Channel = challenge.Channel,
            Destination = challenge.Destination,
            Payload = challenge.Payload,
            BrowserHash = ChallengeSecrets.Hash(browser),
            CodeHash = "",
            LinkHash = "",
            CreatedAt = now,
            ExpiresAt = now + lifetime,
        };
        Renew(row, secrets, browser, challenge.Destination);
        db.Challenges.Add(row);
        return row;
    }

    /// <summary>Other secrets, perhaps to another address: what was sent before is void. The caller saves.</summary>
    public void Renew(Challenge challenge, ChallengeSecrets secrets, string browser, string destination)
    {
        ArgumentNullException.ThrowIfNull(challenge);
        ArgumentNullException.ThrowIfNull(secrets);
        challenge.Destination = destination;
        challenge.CodeHash = ChallengeSecrets.Hash(browser, secrets.Code);
        challenge.LinkHash = ChallengeSecrets.Hash(secrets.LinkToken);
        challenge.Attempts = 0;
        challenge.Sends++;
        challenge.SentAt = Now;
    }

    /// <summary>What a browser waits for; null when there is nothing, or no longer.</summary>
    public Task<Challenge?> FindAsync(string purpose, string browser, CancellationToken ct)
    {
        var (hash, now) = (ChallengeSecrets.Hash(browser), Now);
        return db.Challenges.SingleOrDefaultAsync(c => c.BrowserHash == hash && c.Purpose == purpose && c.ConsumedAt == null && c.ExpiresAt > now, ct);
    }

    /// <summary>The challenge of a link, whatever became of it. Looking changes nothing: mail scanners open links.</summary>
    public Task<Challenge?> FindByLinkAsync(string purpose, string linkToken, CancellationToken ct)
    {
        var hash = ChallengeSecrets.Hash(linkToken);
        return db.Challenges.SingleOrDefaultAsync(c => c.LinkHash == hash && c.Purpose == purpose, ct);
    }

    public bool IsOpen(Challenge challenge)
    {
        ArgumentNullException.ThrowIfNull(challenge);
        return challenge.ConsumedAt is null && challenge.ExpiresAt > Now;
    }

    public static bool IsOf(Challenge challenge, string? browser)
    {
        ArgumentNullException.ThrowIfNull(challenge);
        return browser is not null && Same(challenge.BrowserHash, ChallengeSecrets.Hash(browser));
    }

    /// <summary>
    /// Counts a try, then looks at the code: of any number of guesses at the same time no more than <paramref name="most"/>
    /// are looked at. Hold no transaction while calling.
    /// </summary>
    public async Task<CodeCheck> CheckCodeAsync(Challenge challenge, string browser, string code, int most, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(challenge);
        var now = Now;
        // The hash too: a try at a code that was replaced meanwhile is none at the new one.
        var counted = await db.Challenges
            .Where(c => c.Id == challenge.Id && c.CodeHash == challenge.CodeHash && c.ConsumedAt == null && c.ExpiresAt > now && c.Attempts < most)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Attempts, c => c.Attempts + 1), ct);
        if (counted == 0) return CodeCheck.Void;
        return Same(challenge.CodeHash, ChallengeSecrets.Hash(browser, code)) ? CodeCheck.Right : CodeCheck.Wrong;
    }

    /// <summary>Uses a challenge up, inside the transaction of what waited for it; false when another request did so first.</summary>
    public async Task<bool> TryConsumeAsync(Challenge challenge, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(challenge);
        var now = Now;
        return await db.Challenges
            .Where(c => c.Id == challenge.Id && c.LinkHash == challenge.LinkHash && c.ConsumedAt == null && c.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.ConsumedAt, now).SetProperty(c => c.Payload, (string?)null), ct) == 1;
    }

    /// <summary>Makes void what is open for an address, before something newer is sent or because it is of no use any more.</summary>
    public Task VoidAsync(string purpose, string destination, CancellationToken ct)
    {
        var now = Now;
        return db.Challenges
            .Where(c => c.Purpose == purpose && c.Destination == destination && c.ConsumedAt == null && c.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.ConsumedAt, now).SetProperty(c => c.Payload, (string?)null), ct);
    }

    /// <summary>Makes void what is open for a person, begun after some time.</summary>
    public Task VoidOfAsync(string purpose, Guid userId, DateTime after, CancellationToken ct)
    {
        var now = Now;
        return db.Challenges
            .Where(c => c.Purpose == purpose && c.UserId == userId && c.ConsumedAt == null && c.ExpiresAt > now && c.CreatedAt > after)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.ConsumedAt, now).SetProperty(c => c.Payload, (string?)null), ct);
    }

    private static bool Same(string left, string right) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(left), Encoding.ASCII.GetBytes(right));
}

/// <param name="Purpose">One of <see cref="ChallengePurposes"/>.</param>
/// <param name="Channel">How its secrets are sent.</param>
/// <param name="Destination">Where to.</param>
/// <param name="Payload">What waits for it, sealed.</param>
/// <param name="UserId">Whose account it is about, when that is known.</param>
public sealed record NewChallenge(string Purpose, string Channel, string Destination, string? Payload, Guid? UserId = null);

/// <summary>What came of a try at a code.</summary>
public enum CodeCheck
{
    Right,
    Wrong,

    /// <summary>It was not looked at: there were tries enough, or the challenge is over.</summary>
    Void,
}
