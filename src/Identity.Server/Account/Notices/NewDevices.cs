using Identity.Core.Challenges;
using Identity.Core.Data;
using Identity.Core.Messaging.Email;
using Identity.Core.Users;
using Identity.Hosting.Localization;
using Identity.Server.Account.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Identity.Server.Account.Notices;

/// <summary>Tells people when somebody signs in to their account on a device that they have not signed in on before.</summary>
internal sealed class NewDevices(
    IdentityDb db, SecurityNotices notices, DeviceNames names, Texts texts, IOptions<NoticeOptions> options, IHttpContextAccessor http, TimeProvider clock)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Queues the notice, if there is reason for one. Call it before the sign-in is written; the caller saves.</summary>
    /// <param name="user">Who signs in.</param>
    /// <param name="device">On what; null when it is unknown.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task TellAsync(User user, KnownDevice? device, CancellationToken ct)
    {
        var request = http.HttpContext!;
        // Who signs in for the first time knows of it.
        if (!options.Value.NewDevice || user.LastSignInAt is null || device?.Knows(user) == true) return;

        var since = clock.GetUtcNow().UtcDateTime - Day;
        if (await db.Challenges.CountAsync(c => c.UserId == user.Id && c.Purpose == ChallengePurposes.NotMe && c.CreatedAt > since, ct) >= options.Value.NewDevicesPerDay) return;

        await notices.AddAsync(user, EmailKinds.NewDevice, ct, new()
        {
            ["device"] = names.Of(request.Request.Headers.UserAgent.ToString()),
            ["network"] = NetworkNames.Of(request.Connection.RemoteIpAddress) ?? texts["notice.network.unknown"],
        });
    }
}
