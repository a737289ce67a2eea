using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.UserInfo;

/// <summary>
/// The token comes in the header or in the body, and never in the address, which ends up in logs and histories
/// (RFC 9700, section 4.3.2).
/// </summary>
internal sealed class ReadTokenInItsPlace : IOpenIddictServerHandler<ExtractUserInfoRequestContext>
{
    private const string FormType = "application/x-www-form-urlencoded";

    public ValueTask HandleAsync(ExtractUserInfoRequestContext context)
    {
        var request = context.Transaction.GetHttpRequest()!;
        if (request.Query.ContainsKey(Parameters.AccessToken))
        {
            context.Reject(Errors.InvalidRequest, "The access token belongs in the Authorization header, not in the address.");
        }
        else if (HttpMethods.IsPost(request.Method) && request.ContentType is null && request.ContentLength is null or 0)
        {
            // A POST whose token is in the header has no body to name the type of; OpenIddict insists on one.
            request.ContentType = FormType;
        }

        return ValueTask.CompletedTask;
    }
}
