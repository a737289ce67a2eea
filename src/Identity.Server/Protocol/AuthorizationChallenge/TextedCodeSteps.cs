using Identity.Core.Challenges;
using Identity.Core.Phones;
using Identity.Hosting.Localization;
using Identity.Server.Account.Proofs;
using Identity.Server.Account.SignIn.Phone;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Http;

namespace Identity.Server.Protocol.AuthorizationChallenge;

/// <summary>The step that has a code sent by text message: the message, the limits and the answers of the page for it.</summary>
internal sealed class TextedCodeSteps(
    ChallengeStore challenges, TextRequests<SignInSmsOptions> requests, ProofLimits<SignInSmsOptions> limits, SignInSmsFeature feature, PhoneNumberParser numbers,
    AuthSessions sessions, Texts texts)
{
    public bool IsOffered => feature.IsOn;

    /// <summary>Texts a code, if the number has an account; the answer does not tell.</summary>
    public async Task<Proof> SendAsync(ChallengeStep step, CancellationToken ct)
    {
        var typed = numbers.Parse(step.Call.PhoneNumber);
        if (typed is PhoneNumberResult.Refused refused) return new Proof.Rejected([("phone_number", texts[refused.Text])]);
        if (typed is not PhoneNumberResult.Read(var number)) return Proof.Invalid("'phone_number' is missing: where is the code to be sent?");

        var earlier = step.Call.Handle is { } old ? await challenges.FindAsync(ChallengePurposes.SignInSms, old, ct) : null;
        if (earlier is not null && limits.WaitBeforeResend(earlier) is { } pause) return new Proof.Wait("A code was sent just now.", StatusCodes.Status429TooManyRequests, pause);

        // Under a new name each time: whoever knows an older one has no use of the new code.
        var handle = Handle.Create();
        if (await requests.KeepAsync(handle, number, new PendingProof(number.E164, null), ct) is { } wait) return new Proof.Wait(Codes.TooMany, StatusCodes.Status429TooManyRequests, wait);

        return await sessions.TryMoveAsync(step, handle, ct)
            ? new Proof.Missing("A code was sent by text message, if the number has an account. Send it as 'code'.", handle)
            : new Proof.Lost();
    }
}
