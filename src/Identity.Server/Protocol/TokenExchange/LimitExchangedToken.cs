using Identity.Server.Protocol.ResourceIndicators;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.TokenExchange;

/// <summary>
/// An exchanged token ends no later than the one that it was made from, else a chain of exchanges would live for ever;
/// and it has the permissions that its own APIs declare.
/// </summary>
internal sealed class LimitExchangedToken(TokenPermissions permissions) : IOpenIddictServerHandler<ProcessSignInContext>
{
    public async ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (context.IssuedTokenPrincipal is not { } issued) return;

        var presented = context.Transaction.GetProperty<ProcessAuthenticationContext>(typeof(ProcessAuthenticationContext).FullName!)!;
        var end = presented.SubjectTokenPrincipal!.GetExpirationDate();
        if (issued.GetExpirationDate() > end) issued.SetExpirationDate(end);
        await permissions.AddAsync(issued, issued.GetAudiences(), context.CancellationToken);
    }
}
