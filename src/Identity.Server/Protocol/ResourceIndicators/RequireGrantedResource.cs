using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.ResourceIndicators;

/// <summary>A token request stays within what was granted (RFC 8707, section 2.2). It is refused before its code or refresh token is used up.</summary>
internal sealed class RequireGrantedResource : IOpenIddictServerHandler<ProcessSignInContext>
{
    public ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (context.EndpointType != OpenIddictServerEndpointType.Token) return ValueTask.CompletedTask;

        var allowed = context.Principal!.GetResources();
        if (context.Request.GetResources().FirstOrDefault(resource => !allowed.Contains(resource)) is { } foreign)
        {
            context.Reject(Errors.InvalidTarget, $"The grant does not cover the resource '{foreign}'. It covers: {string.Join(", ", allowed)}.");
        }

        return ValueTask.CompletedTask;
    }
}
