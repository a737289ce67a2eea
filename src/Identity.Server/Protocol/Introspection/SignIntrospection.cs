using System.Text.Json.Nodes;
using Identity.Core.Clients;
using Identity.Core.Keys;
using Identity.Server.Protocol.Issuing;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Introspection;

/// <summary>Signs the answer for a caller that asks for it (RFC 9701), so that it can be kept as evidence.</summary>
internal sealed class SignIntrospection(IOpenIddictApplicationManager applications, SignedAnswers answers, TimeProvider clock)
    : IOpenIddictServerHandler<ApplyIntrospectionResponseContext>
{
    private const string Type = "token-introspection+jwt";
    private const string MediaType = "application/" + Type;

    public async ValueTask HandleAsync(ApplyIntrospectionResponseContext context)
    {
        if (context.Response.Error is not null || context.Request?.ClientId is not { } caller) return;

        var accepted = context.Transaction.GetHttpRequest()!.GetTypedHeaders().Accept;
        if (!accepted.Any(type => type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase) && type.Quality is not 0)) return;

        var client = await applications.FindByClientIdAsync(caller) as Client;
        var claims = new JsonObject { ["iat"] = clock.GetUtcNow().ToUnixTimeSeconds(), ["token_introspection"] = SignedAnswers.Members(context.Response) };
        await answers.WriteAsync(context, claims, caller, client?.IntrospectionSignedResponseAlg ?? SignatureAlgorithms.RsaSha256, Type, MediaType);
    }
}
