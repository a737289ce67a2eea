using System.Globalization;
using Identity.Core.Flows;
using Identity.Core.Grants;
using Microsoft.AspNetCore.DataProtection;
using OpenIddict.Abstractions;

namespace Identity.Server.Protocol.Device;

/// <summary>The flow in which a person signs in and decides about a device.</summary>
internal sealed class DeviceFlows(Identity.Server.Flows.Flows flows, IDataProtectionProvider protection)
{
    private const string RequestParameter = "device_request";

    // The code is shown once more for comparing; whoever reads the database must not learn it.
    private readonly IDataProtector _protector = protection.CreateProtector("Identity.Server.Protocol.Device.UserCode");

    /// <summary>Starts the flow, saved at once, and returns its handle.</summary>
    public Task<string> StartAsync(DeviceRequest request, string userCode, CancellationToken ct)
    {
        var parameters = new OpenIddictRequest
        {
            Scope = string.Join(' ', request.Scopes),
            UserCode = _protector.Protect(userCode),
            [RequestParameter] = request.Id.ToString(),
        };
        return flows.StartAsync(FlowKind.Device, parameters, request.ClientId, redirectUri: null, ct);
    }

    public static Guid RequestId(Flow flow) => Guid.Parse(Identity.Server.Flows.Flows.Request(flow)[RequestParameter]!.Value.ToString()!, CultureInfo.InvariantCulture);

    public string UserCodeOf(Flow flow) => _protector.Unprotect(Identity.Server.Flows.Flows.Request(flow).UserCode!);
}
