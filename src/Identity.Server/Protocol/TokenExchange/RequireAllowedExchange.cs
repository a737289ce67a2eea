using Identity.Core.Configuration;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.TokenExchange;

/// <summary>
/// Who may trade whose tokens: a client that authenticates, and whose registration names the client that the token was
/// issued to. OpenIddict would let every audience trade, and no API is a client's name here.
/// </summary>
internal sealed class RequireAllowedExchange(Catalog catalog, TimeProvider clock) : IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    private static readonly OpenIddictServerHandlers.Exchange.ValidateAuthorizedParty OtherGrants = new();

    public async ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        if (!context.Request.IsTokenExchangeGrantType())
        {
            await OtherGrants.HandleAsync(context);
            return;
        }

        var caller = (await catalog.FindClientAsync(context.ClientId, context.CancellationToken))!;
        var subject = context.SubjectTokenPrincipal!;
        if (caller.ClientType != ClientTypes.Confidential)
        {
            context.Reject(Errors.UnauthorizedClient, "Only a client that authenticates may exchange tokens.");
        }
        else if (subject.GetExpirationDate() <= clock.GetUtcNow())
        {
            // OpenIddict allows for clocks that differ; the new token would be born dead.
            context.Reject(Errors.InvalidGrant, "The 'subject_token' has expired.");
        }
        else if (subject.GetPresenters().FirstOrDefault(client => !caller.TokenExchangeClients.Contains(client)) is { } other)
        {
            context.Reject(Errors.UnauthorizedClient, $"This client may not exchange tokens of '{other}'. Its registration has to name it in 'token_exchange_clients'.");
        }
        else if (context.ActorTokenPrincipal is { } actor && !actor.HasPresenter(context.ClientId!))
        {
            context.Reject(Errors.InvalidRequest, "The 'actor_token' was not issued to this client.");
        }
        else if (!Actor.IsAllowedBy(subject, context.ActorTokenPrincipal, context.ClientId!))
        {
            // RFC 8693, sections 2.2.2 and 4.4.
            context.Reject(Errors.InvalidRequest, "The 'may_act' of the 'subject_token' names another actor.");
        }
    }
}
