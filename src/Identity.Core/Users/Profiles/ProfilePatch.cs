using System.Text.Json;
using Identity.Core.Apply;
using Identity.Core.Apply.Json;
using Identity.Core.Apply.Sections;

namespace Identity.Core.Users.Profiles;

/// <summary>Changes what a person says about themselves, by a JSON merge patch (RFC 7396): null takes a value away, what is not named stays.</summary>
public static class ProfilePatch
{
    /// <summary>Changes the account in memory, all of it or nothing.</summary>
    /// <returns>What has to be mended, by member; the whole document is the member without a name.</returns>
    public static IReadOnlyDictionary<string, string[]> Apply(User user, string json)
    {
        ArgumentNullException.ThrowIfNull(user);
        var problems = new Problems();
        var patch = JsonDocumentReader.Read(json, problems);
        if (patch is { Kind: not JsonValueKind.Object }) problems.Add(patch, "This must be an object such as { \"nickname\": \"Ada\" }.");

        var state = UserColumns.Read(user);
        foreach (var (name, at, value) in patch?.Members ?? [])
        {
            if (ProfileMembers.All.TryGetValue(name, out var member)) state = member.Set(state, new JsonRead(value, problems));
            else problems.Add(at, ProfileMembers.ReadOnly.GetValueOrDefault(name) ?? $"There is no such member. {Problems.Hint(name, [.. ProfileMembers.All.Keys])}");
        }

        if (!problems.Any) UserColumns.Write(state, user);
        return problems.InOrder.GroupBy(problem => problem.Path).ToDictionary(member => member.Key, member => member.Select(problem => problem.Message).ToArray());
    }
}
