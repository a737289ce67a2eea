using System.Text.Json;
using System.Text.Json.Nodes;
using Identity.Hosting.Settings;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using OpenIddict.Abstractions;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Issuing;

/// <summary>Answers that are signed as a whole, for one client.</summary>
internal sealed class SignedAnswers(IOptions<ServerAddressOptions> addresses)
{
    private readonly JsonWebTokenHandler _handler = new();

    /// <summary>The members of the answer that would be sent otherwise.</summary>
    public static JsonObject Members(OpenIddictResponse response) => JsonSerializer.SerializeToNode(response)!.AsObject();

    /// <summary>Sends the claims as a JWT, with issuer and audience on top.</summary>
    public async Task WriteAsync(BaseRequestContext context, JsonObject claims, string audience, string algorithm, string type, string mediaType)
    {
        (claims[OpenIddictConstants.Claims.Issuer], claims[OpenIddictConstants.Claims.Audience]) = (Issuer.Of(addresses.Value), audience);
        var token = _handler.CreateToken(claims.ToJsonString(), SigningKeys.For(context.Options, algorithm), new Dictionary<string, object> { ["typ"] = type });

        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        http.Response.ContentType = mediaType;
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsync(token, http.RequestAborted);
        context.HandleRequest();
    }
}
