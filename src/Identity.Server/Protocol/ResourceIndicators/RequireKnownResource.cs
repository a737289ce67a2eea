using Identity.Server.Protocol.Grants;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.ResourceIndicators;

/// <summary>
/// A resource can be asked for when one of the scopes in the request belongs to it: the person who is asked about the
/// scopes then knows of it (RFC 8707, section 2).
/// </summary>
internal sealed class RequireKnownResource(TokenAudience audience) :
    IOpenIddictServerHandler<ValidateAuthorizationRequestContext>,
    IOpenIddictServerHandler<ValidatePushedAuthorizationRequestContext>
{
    public ValueTask HandleAsync(ValidateAuthorizationRequestContext context) => CheckAsync(context, context.Request);

    public ValueTask HandleAsync(ValidatePushedAuthorizationRequestContext context) => CheckAsync(context, context.Request);

    private async ValueTask CheckAsync(BaseValidatingContext context, OpenIddictRequest request)
    {
        var wanted = request.GetResources();
        if (wanted.IsEmpty) return;

        var known = await audience.OfAsync(request.GetScopes(), context.CancellationToken);
        if (wanted.FirstOrDefault(resource => !known.Contains(resource)) is { } unknown)
        {
            context.Reject(Errors.InvalidTarget, $"None of the scopes in the request belongs to the resource '{unknown}'.");
        }
    }
}
