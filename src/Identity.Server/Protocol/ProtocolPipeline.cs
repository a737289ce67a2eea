using Identity.Server.Protocol.Discovery;
using Identity.Server.Protocol.Keys;
using Microsoft.AspNetCore.Builder;

namespace Identity.Server.Protocol;

internal static class ProtocolPipeline
{
    /// <summary>OpenIddict answers its endpoints from here on; everything else goes on to the pages.</summary>
    public static void UseProtocol(this WebApplication app)
    {
        app.UseMiddleware<RequireKeys>();
        app.UseMiddleware<NameRoute>();
        app.UseCors();
        app.UseMiddleware<ServePrepared>();
        app.UseAuthentication();
    }
}
