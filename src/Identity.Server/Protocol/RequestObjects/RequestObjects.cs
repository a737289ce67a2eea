using Identity.Core.Clients;
using Identity.Core.Clients.PublicKeys;
using Identity.Core.Keys;
using Identity.Hosting.Settings;
using Identity.Server.Protocol.ClientAuthentication;
using Identity.Server.Protocol.Issuing;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Server.Protocol.RequestObjects;

/// <summary>Reads signed authorization requests.</summary>
internal sealed class RequestObjects(
    ClientSignatures signatures, IOptions<ServerAddressOptions> addresses, IOptions<ClientAssertionOptions> options, TimeProvider clock)
{
    private static readonly string[] Types = ["oauth-authz-req+jwt", "application/oauth-authz-req+jwt", "JWT"];

    // Claims of the object itself; everything else is a parameter.
    private static readonly HashSet<string> Own = [Claims.Issuer, Claims.Audience, Claims.ExpiresAt, Claims.NotBefore, Claims.IssuedAt, Claims.JwtId, Claims.Subject, Parameters.ClientId];

    public async Task<RequestObjectResult> ReadAsync(Client client, string text, CancellationToken ct)
    {
        JsonWebToken token;
        try
        {
            token = new JsonWebToken(text);
        }
        catch (ArgumentException)
        {
            return Invalid("It is not a JWT.");
        }

        if (token.Alg is null or "none")
        {
            return new RequestObjectResult.Refused(Errors.RequestNotSupported, "Request objects without a signature are not supported. Sign it with a key of the application, or send the parameters as they are.");
        }

        if (client is { JsonWebKeySet: null, JwksUri: null })
        {
            return new RequestObjectResult.Refused(Errors.RequestNotSupported, "The application has registered no keys ('jwks' or 'jwks_uri'), so its request objects can't be checked.");
        }

        var algorithms = client.RequestObjectSigningAlg is { } only ? [only] : SignatureAlgorithms.Accepted;
        if ((await signatures.CheckAsync(client, token, algorithms, Types, ct) ?? Check(client, token)) is { } wrong) return Invalid(wrong);

        var payload = System.Text.Json.JsonDocument.Parse(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(token.EncodedPayload)).RootElement;
        return new RequestObjectResult.Signed([.. payload.EnumerateObject()
            .Where(member => !Own.Contains(member.Name))
            .Select(member => KeyValuePair.Create(member.Name, new OpenIddictParameter(member.Value.Clone())))]);
    }

    private string? Check(Client client, JsonWebToken token)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (token.Issuer is { Length: > 0 } issuer && issuer != client.ClientId) return $"Its 'iss' must be the client_id; it is '{issuer}'.";
        if (token.Audiences.Any() && !token.Audiences.Contains(Issuer.Of(addresses.Value))) return $"Its 'aud' must be '{Issuer.Of(addresses.Value)}'.";
        if (token.TryGetPayloadValue<string>(Parameters.ClientId, out var id) && id != client.ClientId) return "Its 'client_id' is not the one in the request.";

        // Such an object could pass for a client assertion (RFC 9101, section 10.8).
        if (token.Subject == client.ClientId) return "It has the client_id as 'sub'. Leave 'sub' out.";
        if (token.TryGetClaim(Parameters.Request, out _) || token.TryGetClaim(Parameters.RequestUri, out _)) return "It has 'request' or 'request_uri' in it.";
        if (token.TryGetClaim(Claims.ExpiresAt, out _) && token.ValidTo <= now - options.Value.ClockSkew) return "It has expired.";
        return token.TryGetClaim(Claims.NotBefore, out _) && token.ValidFrom > now + options.Value.ClockSkew ? "It is not valid yet ('nbf'). Is the application's clock right?" : null;
    }

    private static RequestObjectResult.Refused Invalid(string wrong) => new("invalid_request_object", $"The request object can't be used. {wrong}");
}

/// <summary>What became of a request object.</summary>
internal abstract record RequestObjectResult
{
    private RequestObjectResult() { }

    public sealed record Signed(IReadOnlyList<KeyValuePair<string, OpenIddictParameter>> Parameters) : RequestObjectResult;

    public sealed record Refused(string Error, string Description) : RequestObjectResult;
}
