using System.Net;
using Identity.Core.Audit;
using Identity.Core.Challenges;
using Identity.Core.Data;
using Identity.Server.Account.Contacts;
using Identity.Server.Account.Emails;
using Identity.Server.Account.Proofs;
using Identity.Server.AccountApi.Access;
using Identity.Server.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.AccountApi.Contacts;

/// <summary>Changes the address of a caller. The handle that the app holds stands where the page has its cookie.</summary>
internal sealed class OwnEmail(
    IdentityDb db, ChallengeStore challenges, MailRequests<EmailChangeOptions> requests, ProofChecks<EmailChangeOptions> proof, EmailChangeMails mails, EmailAddresses addresses)
{
    /// <returns>The handle of the change, or how long to wait.</returns>
    public async Task<(string Handle, TimeSpan? Wait)> AskAsync(Caller caller, string email, CancellationToken ct)
    {
        var handle = Handle.Create();
        return (handle, await requests.KeepAsync(handle, new PendingProof(email, null, UserId: caller.User.Id), mails.SendAsync, ct));
    }

    /// <returns>What came of it, and how long no code is looked at when that is why. The caller has the address then.</returns>
    public async Task<(ContactProofResult Result, TimeSpan? Wait)> ProveAsync(Caller caller, string handle, string? typed, IPAddress? address, CancellationToken ct)
    {
        if (ChallengeSecrets.ReadCode(typed) is not { } code) return (ContactProofResult.Wrong, null);

        var challenge = await challenges.FindAsync(ChallengePurposes.EmailChange, handle, ct);
        if (challenge is null || challenge.UserId != caller.User.Id || proof.Waiting(challenge) is not { } waiting) return (ContactProofResult.Over, null);

        var tried = await proof.TryCodeAsync(challenge, handle, code, ct);
        if (tried.Check != CodeCheck.Right) return (tried.Check == CodeCheck.Wrong ? ContactProofResult.Wrong : ContactProofResult.Over, tried.Wait);

        var user = await db.Users.SingleAsync(u => u.Id == caller.User.Id, ct);
        var result = await addresses.SetProvedAsync(user, waiting.Address, challenge, new AuditActor(user.Id.ToString(), address?.ToString(), caller.Client.ClientId), ct);
        if (result == ContactProofResult.Done) caller.User.Email = user.Email;
        return (result, null);
    }
}
