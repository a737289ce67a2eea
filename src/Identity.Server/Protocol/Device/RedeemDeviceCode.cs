using System.Security.Claims;
using Identity.Core.Configuration;
using Identity.Core.Data;
using Identity.Core.Grants;
using Identity.Core.Users;
using Identity.Server.Protocol.Grants;
using Identity.Server.Sessions;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Device;

/// <summary>Tells a polling device how its request stands, and gives it tokens once (RFC 8628, sections 3.4 and 3.5).</summary>
internal sealed class RedeemDeviceCode(IdentityDb db, Catalog catalog, GrantIssuer grants, Consents consents, TimeProvider clock) :
    IOpenIddictServerHandler<ProcessAuthenticationContext>,
    IOpenIddictServerHandler<HandleTokenRequestContext>,
    IOpenIddictServerHandler<ProcessSignInContext>
{
    // RFC 8628, section 3.5.
    private const int SlowDownSeconds = 5;

    // A poll that the network delivers early is not too fast.
    private static readonly TimeSpan Jitter = TimeSpan.FromSeconds(1);

    // The code is judged when everything else about the request has been; OpenIddict wants a principal meanwhile.
    public ValueTask HandleAsync(ProcessAuthenticationContext context)
    {
        if (!context.ValidateDeviceCode || context.DeviceCode is not { Length: > 0 }) return ValueTask.CompletedTask;

        context.DeviceCodePrincipal = new ClaimsPrincipal(new ClaimsIdentity("OpenIddict"));
        context.DeviceCodePrincipal.SetPresenters(context.ClientId!);
        return ValueTask.CompletedTask;
    }

    public async ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        if (!context.Request.IsDeviceCodeGrantType()) return;

        var hash = Handle.Hash(context.Request.DeviceCode!);
        var client = (await catalog.FindClientAsync(context.ClientId, context.CancellationToken))!;
        var request = await db.DeviceRequests.AsNoTracking().SingleOrDefaultAsync(r => r.DeviceCodeHash == hash && r.ClientId == client.Id);
        if (request is null or { Status: DeviceRequestStatus.Redeemed })
        {
            context.Reject(Errors.InvalidGrant, "The device code is not known, belongs to another client, or was used before.");
        }
        else if (request.ExpiresAt <= Now)
        {
            context.Reject(Errors.ExpiredToken, "Nobody allowed the device in time. Start again with a new code.");
        }
        else if (!await IsInTimeAsync(request))
        {
            context.Reject(Errors.SlowDown, $"Wait {SlowDownSeconds} seconds longer between two requests from now on.");
        }
        else if (request.Status == DeviceRequestStatus.Pending)
        {
            context.Reject(Errors.AuthorizationPending, "Nobody has entered and allowed the code yet.");
        }
        else if (request.Status == DeviceRequestStatus.Refused)
        {
            context.Reject(Errors.AccessDenied, "The person did not allow it.");
        }
        else if (await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == request.SessionId && s.EndedAt == null && db.Users.Where(CanSignIn.Rule).Any(u => u.Id == s.UserId)) is not { } session)
        {
            context.Reject(Errors.InvalidGrant, "The person has signed out, or the account is turned off.");
        }
        else if (!client.FirstParty && !await consents.CoversAsync(session.UserId, client.Id, request.Scopes, context.CancellationToken))
        {
            context.Reject(Errors.InvalidGrant, "The person has taken back what was allowed.");
        }
        else
        {
            context.Transaction.SetProperty(nameof(DeviceRequest), request);
            context.SignIn(await grants.CreateAsync(client, session, new OpenIddictRequest { Scope = string.Join(' ', request.Scopes) }, context.CancellationToken));
        }
    }

    // Used up when nothing can be refused any more: what was wrong with a request can be put right with the same code.
    public async ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (context.Transaction.GetProperty<DeviceRequest>(nameof(DeviceRequest)) is not { } request) return;

        if (await TryRedeemAsync(request))
        {
            await db.SaveChangesAsync(context.CancellationToken);
            return;
        }

        context.Reject(Errors.InvalidGrant, "The device code was used before.");
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    // Of polls that come at once, on any nodes, one is in time, and the others lengthen the pause once.
    private async Task<bool> IsInTimeAsync(DeviceRequest request)
    {
        var now = Now;
        var next = now + TimeSpan.FromSeconds(request.Interval) - Jitter;
        var inTime = await db.DeviceRequests
            .Where(r => r.Id == request.Id && r.Interval == request.Interval && r.NextPollAt <= now)
            .ExecuteUpdateAsync(update => update.SetProperty(r => r.NextPollAt, next)) == 1;
        if (inTime) return true;

        var longer = request.Interval + SlowDownSeconds;
        var later = now + TimeSpan.FromSeconds(longer) - Jitter;
        await db.DeviceRequests
            .Where(r => r.Id == request.Id && r.Interval == request.Interval)
            .ExecuteUpdateAsync(update => update.SetProperty(r => r.Interval, longer).SetProperty(r => r.NextPollAt, later));
        return false;
    }

    private async Task<bool> TryRedeemAsync(DeviceRequest request)
        => await db.DeviceRequests
            .Where(r => r.Id == request.Id && r.Status == DeviceRequestStatus.Allowed)
            .ExecuteUpdateAsync(update => update.SetProperty(r => r.Status, DeviceRequestStatus.Redeemed)) == 1;
}
