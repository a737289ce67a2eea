using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.TokenExchange;

/// <summary>An exchanged token ends no later than the one that it was made from: else a chain of exchanges would live for ever.</summary>
internal sealed class LimitLifetime : IOpenIddictServerHandler<ProcessSignInContext>
{
    public ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (context.IssuedTokenPrincipal is not { } issued) return ValueTask.CompletedTask;

        var presented = context.Transaction.GetProperty<ProcessAuthenticationContext>(typeof(ProcessAuthenticationContext).FullName!)!;
        var end = presented.SubjectTokenPrincipal!.GetExpirationDate();
        if (issued.GetExpirationDate() > end) issued.SetExpirationDate(end);
        return ValueTask.CompletedTask;
    }
}
