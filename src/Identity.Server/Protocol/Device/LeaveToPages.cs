using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Device;

/// <summary>The address that people enter their code at is a page of ours; OpenIddict needs it only to tell devices.</summary>
internal sealed class LeaveToPages : IOpenIddictServerHandler<ExtractEndUserVerificationRequestContext>
{
    public ValueTask HandleAsync(ExtractEndUserVerificationRequestContext context)
    {
        context.SkipRequest();
        return ValueTask.CompletedTask;
    }
}
