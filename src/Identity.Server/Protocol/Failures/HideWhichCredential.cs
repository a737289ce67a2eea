using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Failures;

/// <summary>
/// An unknown client and a wrong secret get one answer, or client ids could be found out one by one. The trace has the
/// difference.
/// </summary>
internal sealed class HideWhichCredential : IOpenIddictServerHandler<ApplyTokenResponseContext>
{
    public ValueTask HandleAsync(ApplyTokenResponseContext context)
    {
        if (context.Response.Error == Errors.InvalidClient) context.Response.ErrorDescription = "The client is not known, or its credentials are wrong.";
        return ValueTask.CompletedTask;
    }
}
