using System.Text.Json;
using System.Text.Json.Nodes;
using OpenIddict.Abstractions;

namespace Identity.Server.Protocol.ClaimsRequest;

/// <summary>Single claims that a request asks for (OpenID Connect Core, section 5.5).</summary>
/// <param name="UserInfo">For the answer of the userinfo endpoint.</param>
/// <param name="IdToken">For the ID token.</param>
internal sealed record RequestedClaims(IReadOnlyList<RequestedClaim> UserInfo, IReadOnlyList<RequestedClaim> IdToken)
{
    public static RequestedClaims None { get; } = new([], []);

    public IEnumerable<RequestedClaim> All => UserInfo.Concat(IdToken);

    /// <summary>Reads the parameter of a request: a text, or an object when the request was signed.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? TryRead(OpenIddictRequest request, out RequestedClaims claims)
        => TryRead(request[OpenIddictConstants.Parameters.Claims]?.ToString(), out claims);

    /// <summary>Reads them from their JSON.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? TryRead(string? text, out RequestedClaims claims)
    {
        claims = None;
        if (string.IsNullOrEmpty(text)) return null;

        try
        {
            if (JsonNode.Parse(text) is not JsonObject members) return "It is not a JSON object.";
            claims = new RequestedClaims(Read(members, "userinfo"), Read(members, "id_token"));
            return null;
        }
        catch (FormatException wrong)
        {
            return wrong.Message;
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException)
        {
            // The latter is a member that is there twice.
            return "It is not valid JSON.";
        }
    }

    /// <summary>As JSON; null when nothing is asked for.</summary>
    public string? Write()
        => UserInfo.Count + IdToken.Count == 0 ? null
            : new JsonObject { ["userinfo"] = Write(UserInfo), ["id_token"] = Write(IdToken) }.ToJsonString();

    /// <summary>Those that pass.</summary>
    public RequestedClaims Where(Func<RequestedClaim, bool> passes) => new([.. UserInfo.Where(passes)], [.. IdToken.Where(passes)]);

    private static JsonObject Write(IReadOnlyList<RequestedClaim> claims)
        => new(claims.Select(claim => KeyValuePair.Create(claim.Name, claim.ToJson())));

    private static List<RequestedClaim> Read(JsonObject members, string target)
        => members[target] switch
        {
            null => [],
            JsonObject claims => [.. claims.Select(member => RequestedClaim.Read(target, member.Key, member.Value))],
            _ => throw new FormatException($"The member '{target}' is not an object."),
        };
}
