using Identity.Core.Challenges;
using Identity.Core.Data;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.Proofs;

/// <summary>Keeps what waits for a proof, in one transaction with the message that brings it.</summary>
internal sealed class NewProofs<TOptions>(IdentityDb db, ChallengeStore challenges, PendingProofs<TOptions> pending, IOptions<TOptions> options)
    where TOptions : class, IProofOptions
{
    /// <param name="browser">The handle of whoever asks.</param>
    /// <param name="waiting">What goes on afterwards.</param>
    /// <param name="to">Where the message goes.</param>
    /// <param name="send">Queues it; null when none may be sent.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task AddAsync(string browser, PendingProof waiting, ProofTarget to, Func<ChallengeSecrets, CancellationToken, Task>? send, CancellationToken ct)
    {
        var secrets = ChallengeSecrets.Create();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (send is not null)
        {
            // A new code makes those before void; a message that is not sent leaves them as they are.
            await challenges.VoidAsync(TOptions.Purpose, to.Address, ct);
            await send(secrets, ct);
        }

        // Without a message nobody knows the secrets, and no code meets it.
        challenges.Add(secrets, browser, new(TOptions.Purpose, to.Channel, to.Address, pending.Seal(waiting), waiting.UserId), options.Value.Lifetime);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

/// <param name="Channel">How it goes there: <c>email</c> or <c>sms</c>.</param>
/// <param name="Address">A lookup key, or a number in E.164.</param>
internal sealed record ProofTarget(string Channel, string Address);
