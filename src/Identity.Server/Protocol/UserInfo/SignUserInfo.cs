using Identity.Core.Clients;
using Identity.Server.Protocol.Issuing;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.UserInfo;

/// <summary>Signs the claims for a client that registered an algorithm for them (OpenID Connect Core, section 5.3.2).</summary>
internal sealed class SignUserInfo(IOpenIddictApplicationManager applications, SignedAnswers answers) : IOpenIddictServerHandler<ApplyUserInfoResponseContext>
{
    public async ValueTask HandleAsync(ApplyUserInfoResponseContext context)
    {
        if (context.Response.Error is not null) return;

        var presented = context.Transaction.GetProperty<ProcessAuthenticationContext>(typeof(ProcessAuthenticationContext).FullName!)!;
        if (presented.AccessTokenPrincipal?.GetPresenters() is not [var clientId, ..]) return;
        if (await applications.FindByClientIdAsync(clientId) is not Client { UserinfoSignedResponseAlg: { } algorithm }) return;

        await answers.WriteAsync(context, SignedAnswers.Members(context.Response), clientId, algorithm, "JWT", "application/jwt");
    }
}
