using System.Security.Claims;
using Identity.Core.Configuration;
using Identity.Core.Data;
using Identity.Core.Grants;
using Identity.Server.Protocol.Token;
using Identity.Server.Sessions;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Device;

/// <summary>
/// Answers a device with its two codes (RFC 8628, section 3.2). OpenIddict would make tokens of them, which know
/// neither how fast a device polls nor from where it asked.
/// </summary>
internal sealed class IssueDeviceCode(IdentityDb db, Catalog catalog, IOptions<DeviceOptions> options, IOptions<TokenOptions> tokens, TimeProvider clock)
    : IOpenIddictServerHandler<ProcessSignInContext>
{
    // Two pending codes are the same once in billions; twice in a row is no accident.
    private const int MostCollisions = 3;

    public async ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (context.EndpointType != OpenIddictServerEndpointType.DeviceAuthorization) return;

        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        var (deviceCode, userCode, expiresAt) = await CreateAsync(context, http);

        context.GenerateDeviceCode = context.GenerateUserCode = false;
        context.DeviceCode = deviceCode;
        context.UserCode = UserCode.Display(userCode);
        context.Parameters["interval"] = (long)options.Value.PollingInterval.TotalSeconds;

        // Nothing but the expiry is read of it.
        context.DeviceCodePrincipal = new ClaimsPrincipal(new ClaimsIdentity());
        context.DeviceCodePrincipal.SetExpirationDate(expiresAt);
    }

    private async Task<(string DeviceCode, string UserCode, DateTimeOffset ExpiresAt)> CreateAsync(ProcessSignInContext context, HttpContext http)
    {
        var ct = http.RequestAborted;
        var now = clock.GetUtcNow().UtcDateTime;
        var clientId = (await catalog.FindClientAsync(context.Request.ClientId, ct))!.Id;
        for (var collisions = 0; ; collisions++)
        {
            var deviceCode = Handle.Create();
            var userCode = UserCode.Create(options.Value.UserCodeLength);
            var request = new DeviceRequest
            {
                DeviceCodeHash = Handle.Hash(deviceCode),
                UserCodeHash = UserCode.Hash(userCode),
                ClientId = clientId,
                Scopes = [.. context.Request.GetScopes()],
                Status = DeviceRequestStatus.Pending,
                CreatedAt = now,
                ExpiresAt = now + tokens.Value.DeviceCodeLifetime,
                IpAddress = http.Connection.RemoteIpAddress?.ToString(),
                Interval = (int)options.Value.PollingInterval.TotalSeconds,
                NextPollAt = now,
            };
            db.DeviceRequests.Add(request);
            try
            {
                await db.SaveChangesAsync(ct);
                return (deviceCode, userCode, new DateTimeOffset(request.ExpiresAt));
            }
            catch (DbUpdateException) when (collisions < MostCollisions && db.DeviceRequests.AsNoTracking().Any(r => r.UserCodeHash == request.UserCodeHash))
            {
                db.Entry(request).State = EntityState.Detached;
            }
        }
    }
}
