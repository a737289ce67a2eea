using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Authorization;

/// <summary>
/// A challenge is a SHA-256 hash in base64url (RFC 7636, section 4.2). Anything else could never be answered, and says so
/// now instead of at the token endpoint.
/// </summary>
internal sealed class RequireWholeChallenge :
    IOpenIddictServerHandler<ValidateAuthorizationRequestContext>,
    IOpenIddictServerHandler<ValidatePushedAuthorizationRequestContext>
{
    private const int HashLength = 43;

    public ValueTask HandleAsync(ValidateAuthorizationRequestContext context) => Check(context, context.Request);

    public ValueTask HandleAsync(ValidatePushedAuthorizationRequestContext context) => Check(context, context.Request);

    private static ValueTask Check(BaseValidatingContext context, OpenIddictRequest request)
    {
        if (request.CodeChallenge is { } challenge && (challenge.Length != HashLength || !challenge.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')))
        {
            context.Reject(OpenIddictConstants.Errors.InvalidRequest, "The 'code_challenge' is not a SHA-256 hash in base64url (43 characters).");
        }

        return ValueTask.CompletedTask;
    }
}
