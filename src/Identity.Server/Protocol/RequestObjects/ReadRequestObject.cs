using Identity.Core.Clients;
using Identity.Server.Protocol.AuthorizationChallenge;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.RequestObjects;

/// <summary>Puts the parameters of a signed request in the place of those in the address: only what was signed counts (RFC 9101, section 6.3).</summary>
internal sealed class ReadRequestObject(IOpenIddictApplicationManager clients, RequestObjects objects) :
    IOpenIddictServerHandler<ExtractAuthorizationRequestContext>,
    IOpenIddictServerHandler<ExtractPushedAuthorizationRequestContext>
{
    // How a client proves who it is at /connect/par stays beside the object.
    private static readonly string[] Kept = [Parameters.ClientId, Parameters.ClientSecret, Parameters.ClientAssertion, Parameters.ClientAssertionType];

    public async ValueTask HandleAsync(ExtractAuthorizationRequestContext context)
        => context.Request = await ReadAsync(context, context.Request) ?? context.Request;

    public async ValueTask HandleAsync(ExtractPushedAuthorizationRequestContext context)
    {
        // None is taken there: ReadChallenge says so.
        if (!ChallengeCall.IsAddressed(context.Transaction)) context.Request = await ReadAsync(context, context.Request) ?? context.Request;
    }

    private async Task<OpenIddictRequest?> ReadAsync(BaseValidatingContext context, OpenIddictRequest? outer)
    {
        if (outer?.Request is not { Length: > 0 } text) return null;

        if (outer.RequestUri is { Length: > 0 })
        {
            context.Reject(Errors.InvalidRequest, "'request' and 'request_uri' came together. Send one of the two.");
            return null;
        }

        // An unknown client is refused further on, in the words that it always gets.
        if (outer.ClientId is not { Length: > 0 } id || await clients.FindByClientIdAsync(id, context.CancellationToken) is not Client client) return null;

        switch (await objects.ReadAsync(client, text, context.CancellationToken))
        {
            case RequestObjectResult.Refused refused:
                context.Reject(refused.Error, refused.Description);
                return null;

            case RequestObjectResult.Signed signed when outer.ResponseType is { } type && signed.Parameters.FirstOrDefault(p => p.Key == Parameters.ResponseType).Value is { } inner && (string?)inner != type:
                // OpenID Connect Core, section 6.1.
                context.Reject(Errors.InvalidRequest, "'response_type' is not the one in the request object.");
                return null;

            case RequestObjectResult.Signed signed:
                context.Transaction.SetProperty(nameof(RequestObjectResult.Signed), signed);
                return new OpenIddictRequest(signed.Parameters.Concat(outer.GetParameters().Where(p => Kept.Contains(p.Key))));

            default:
                return null;
        }
    }
}
