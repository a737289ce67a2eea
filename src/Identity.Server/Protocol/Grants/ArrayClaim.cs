using System.Security.Claims;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Identity.Server.Protocol.Grants;

/// <summary>A claim that is an array even of one value, or of none: applications must not have to expect a string as well.</summary>
internal static class ArrayClaim
{
    public static Claim Of(string type, IEnumerable<string> values) => new(type, JsonSerializer.Serialize(values), JsonClaimValueTypes.JsonArray);
}
