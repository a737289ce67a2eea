using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Identity.Server.Protocol.TokenExchange;

/// <summary>Who acts for the person that a token is about (RFC 8693, section 4.1).</summary>
internal static class Actor
{
    public const string Act = "act";
    private const string MayAct = "may_act";

    /// <summary>The claim of the new token. Whoever acted before stays on record within it.</summary>
    public static Claim Claim(ClaimsPrincipal subject, ClaimsPrincipal? actor, string clientId)
    {
        var act = Of(actor, clientId);
        if (subject.GetClaim(Act) is { } before) act[Act] = JsonNode.Parse(before);
        return new Claim(Act, act.ToJsonString(), JsonClaimValueTypes.Json).SetDestinations(Destinations.AccessToken);
    }

    /// <summary>Whether a token that says who may act for its person says so of this one. Every member has to agree.</summary>
    public static bool IsAllowedBy(ClaimsPrincipal subject, ClaimsPrincipal? actor, string clientId)
    {
        if (subject.GetClaim(MayAct) is not { } json) return true;
        if (Parse(json) is not { Count: > 0 } allowed) return false;

        var act = Of(actor, clientId);
        return allowed.All(member => JsonNode.DeepEquals(member.Value, act[member.Key]));
    }

    private static JsonObject Of(ClaimsPrincipal? actor, string clientId)
        => new() { [Claims.Subject] = actor?.GetClaim(Claims.Subject) ?? clientId, [Claims.ClientId] = clientId };

    private static JsonObject? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
