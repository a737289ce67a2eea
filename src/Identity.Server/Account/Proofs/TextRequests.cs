using System.Globalization;
using Identity.Core.Challenges;
using Identity.Core.Messaging.Sms;
using Identity.Core.Phones;
using Identity.Server.Account.SignIn;
using Identity.Server.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.Proofs;

/// <summary>
/// Asks for a proof by text message. Nothing here looks whether the number has an account: the worker does, when it sends
/// the message. So the answer, and the time that it takes, cannot tell.
/// </summary>
internal sealed class TextRequests<TOptions>(
    NewProofs<TOptions> proofs, PendingProofs<TOptions> pending, ProofCookie<TOptions> cookie, ProofLimits<TOptions> limits, SmsLimits texts, SmsQueue queue,
    PhoneNumberParser numbers, Hosting.Themes.Branding branding, IOptions<TOptions> options, IOptions<SignInOptions> networks, IHttpContextAccessor http)
    where TOptions : class, ITextedProofOptions
{
    /// <summary>Keeps the request of this browser and queues the message.</summary>
    /// <param name="number">Where it goes.</param>
    /// <param name="waiting">What goes on afterwards.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>How long to wait; null when it is done.</returns>
    public async Task<TimeSpan?> StartAsync(PhoneNumber number, PendingProof waiting, CancellationToken ct)
    {
        var browser = Handle.Create();
        if (await KeepAsync(browser, number, waiting, ct) is { } wait) return wait;

        cookie.Write(http.HttpContext!, new ProofHandle(browser, null));
        return null;
    }

    /// <summary>As <see cref="StartAsync"/>, for whoever holds this handle; no cookie keeps it.</summary>
    public async Task<TimeSpan?> KeepAsync(string browser, PhoneNumber number, PendingProof waiting, CancellationToken ct)
    {
        var origin = new SignInOrigin(http.HttpContext!.Connection.RemoteIpAddress, null);
        if (await texts.CountAsync(number, origin.Network(networks.Value), waiting.UserId, ct) is SmsLimitResult.Reached reached) return reached.Wait;

        await proofs.AddAsync(browser, waiting, new ProofTarget("sms", number.E164), (secrets, ct) => AddAsync(number, secrets, ct), ct);
        return null;
    }

    /// <summary>As <see cref="StartAsync"/>, for a request that waits.</summary>
    public async Task<TimeSpan?> AgainAsync(Challenge challenge, CancellationToken ct)
        => limits.WaitBeforeResend(challenge)
            ?? (pending.Open(challenge.Payload) is { } waiting && numbers.Parse(challenge.Destination) is PhoneNumberResult.Read(var number) ? await StartAsync(number, waiting, ct) : null);

    private async Task AddAsync(PhoneNumber number, ChallengeSecrets secrets, CancellationToken ct)
    {
        var facts = new Dictionary<string, string>
        {
            ["product"] = await branding.ProductNameAsync(ct),
            ["code"] = secrets.Code,
            ["minutes"] = Math.Ceiling(options.Value.CodeLifetime.TotalMinutes).ToString(CultureInfo.InvariantCulture),
        };
        queue.Add(new SmsNotice(TOptions.Message, number.E164, CultureInfo.CurrentUICulture.Name, facts) { ToAccount = TOptions.ToAccount }, options.Value.CodeLifetime);
    }
}
