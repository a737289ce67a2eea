using Identity.Core.Data;
using Identity.Core.Grants;
using Identity.Hosting.Localization;
using Identity.Server.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Identity.Server.Protocol.Device;

/// <summary>Finds the device that a person's code belongs to.</summary>
internal sealed class DeviceCodeEntry(
    IdentityDb db, DeviceCodeTries tries, DeviceFlows flows, Texts texts, IHttpContextAccessor http, IOptions<DeviceOptions> options, TimeProvider clock)
{
    /// <summary>The handle of a flow for the device; null when the model state says what is wrong.</summary>
    public async Task<string?> TryAsync(string typed, ModelStateDictionary modelState, CancellationToken ct)
    {
        // What can't be a code is no guess.
        if (UserCode.Read(typed, options.Value.UserCodeLength) is not { } code) return Reject(modelState);
        if (await tries.CountAsync(ct) is { } wait) return Wait(wait, modelState);

        var hash = UserCode.Hash(code);
        var now = clock.GetUtcNow().UtcDateTime;
        var request = await db.DeviceRequests.AsNoTracking()
            .SingleOrDefaultAsync(r => r.UserCodeHash == hash && r.Status == DeviceRequestStatus.Pending && r.ExpiresAt > now, ct);
        if (request is null) return Reject(modelState);

        await tries.TakeBackAsync(ct);
        return await flows.StartAsync(request, code, ct);
    }

    // A code that never was, that was used and that expired get one answer.
    private string? Reject(ModelStateDictionary modelState)
    {
        modelState.AddModelError("user_code", texts["device.rejected"]);
        return null;
    }

    private string? Wait(TimeSpan wait, ModelStateDictionary modelState)
    {
        http.HttpContext!.Response.AskToWait(StatusCodes.Status429TooManyRequests, wait);
        modelState.AddModelError("", texts.Count("device.too_many", Waiting.InMinutes(wait)));
        return null;
    }
}
