using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Failures;

/// <summary>OpenIddict points to its own documentation, which describes another product than this one.</summary>
internal sealed class OmitErrorUri : IOpenIddictServerHandler<ProcessErrorContext>
{
    public ValueTask HandleAsync(ProcessErrorContext context)
    {
        context.ErrorUri = null;
        return ValueTask.CompletedTask;
    }
}
