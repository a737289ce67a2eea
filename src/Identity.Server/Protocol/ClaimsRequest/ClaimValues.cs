using System.Text.Json;
using System.Text.Json.Nodes;
using Identity.Core.Groups;
using Identity.Core.Scopes;
using Identity.Core.Users;
using Identity.Core.Users.Attributes;
using Microsoft.Extensions.Options;

namespace Identity.Server.Protocol.ClaimsRequest;

/// <summary>The values of claims about a person.</summary>
internal sealed class ClaimValues(Memberships memberships, IOptions<ProfileOptions> profile)
{
    /// <summary>Those of the named claims that have a value.</summary>
    public async Task<Dictionary<string, JsonNode>> OfAsync(User user, IReadOnlySet<string> names, CancellationToken ct)
    {
        var found = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var (name, value) in UserClaims.Of(user))
        {
            if (value is not null && names.Contains(name)) found[name] = JsonSerializer.SerializeToNode(value)!;
        }

        // Those that are defined: what an attribute was called once gives nothing away.
        foreach (var (name, value) in user.Attributes)
        {
            if (names.Contains(name) && profile.Value.Find(name) is not null) found[name] = value;
        }

        // One role is an array of one: applications must not have to expect a string as well.
        if (names.Contains(BuiltInScopes.Roles)) found[BuiltInScopes.Roles] = JsonSerializer.SerializeToNode(await memberships.RolesAsync(user.Id, ct))!;
        if (names.Contains(BuiltInScopes.Groups)) found[BuiltInScopes.Groups] = JsonSerializer.SerializeToNode(await memberships.GroupsAsync(user.Id, ct))!;
        return found;
    }
}
