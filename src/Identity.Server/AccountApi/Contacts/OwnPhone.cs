using Identity.Core.Audit;
using Identity.Core.Challenges;
using Identity.Core.Data;
using Identity.Server.Account.Contacts;
using Identity.Server.Account.Phones;
using Identity.Server.Account.Proofs;
using Identity.Server.AccountApi.Access;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Identity.Server.AccountApi.Contacts;

/// <summary>Changes the phone number of a caller. The handle that the app holds stands where the page has its cookie.</summary>
internal sealed class OwnPhone(
    IdentityDb db, ChallengeStore challenges, TextRequests<PhoneChangeOptions> requests, ProofChecks<PhoneChangeOptions> proof, AccountPhones phones, TextMessages texts,
    IHttpContextAccessor http)
{
    /// <summary>Whether a code would reach anybody.</summary>
    public bool IsOn => texts.IsOn;

    /// <returns>The handle of the change, or how long to wait.</returns>
    public async Task<(string Handle, TimeSpan? Wait)> AskAsync(Caller caller, Core.Phones.PhoneNumber number, CancellationToken ct)
    {
        var handle = Handle.Create();
        return (handle, await requests.KeepAsync(handle, number, new PendingProof(number.E164, null, UserId: caller.User.Id), ct));
    }

    /// <returns>What came of it, and how long no code is looked at when that is why. The caller has the number then.</returns>
    public async Task<(ContactProofResult Result, TimeSpan? Wait)> ProveAsync(Caller caller, string handle, string? typed, CancellationToken ct)
    {
        if (ChallengeSecrets.ReadCode(typed) is not { } code) return (ContactProofResult.Wrong, null);

        var challenge = await challenges.FindAsync(ChallengePurposes.PhoneChange, handle, ct);
        if (challenge is null || challenge.UserId != caller.User.Id) return (ContactProofResult.Over, null);

        var tried = await proof.TryCodeAsync(challenge, handle, code, ct);
        if (tried.Check != CodeCheck.Right) return (tried.Check == CodeCheck.Wrong ? ContactProofResult.Wrong : ContactProofResult.Over, tried.Wait);

        var user = await db.Users.SingleAsync(u => u.Id == caller.User.Id, ct);
        var result = await phones.SetProvedAsync(user, challenge.Destination, challenge, Actor(caller), ct);
        if (result == ContactProofResult.Done) caller.User.PhoneNumber = user.PhoneNumber;
        return (result, null);
    }

    public async Task RemoveAsync(Caller caller, CancellationToken ct)
    {
        var user = await db.Users.SingleAsync(u => u.Id == caller.User.Id, ct);
        if (user.PhoneNumber is not null) await phones.RemoveAsync(user, Actor(caller), ct);
    }

    private AuditActor Actor(Caller caller) => new(caller.User.Id.ToString(), http.HttpContext!.Connection.RemoteIpAddress?.ToString(), caller.Client.ClientId);
}
