using System.Text.Json;
using Identity.Core.Apply;
using Identity.Core.Apply.Json;
using Identity.Core.Apply.Sections;
using Identity.Core.Users.Attributes;

namespace Identity.Core.Users.Profiles;

/// <summary>Changes what a person says about themselves, by a JSON merge patch (RFC 7396): null takes a value away, what is not named stays.</summary>
public static class ProfilePatch
{
    /// <summary>Changes the account in memory, all of it or nothing.</summary>
    /// <returns>What has to be mended, by member; the whole document is the member without a name.</returns>
    public static IReadOnlyDictionary<string, string[]> Apply(User user, string json, ProfileOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(user);
        var problems = new Problems();
        var patch = JsonDocumentReader.Read(json, problems);
        if (patch is { Kind: not JsonValueKind.Object }) problems.Add(patch, "This must be an object such as { \"nickname\": \"Ada\" }.");

        var state = UserColumns.Read(user);
        foreach (var (name, at, value) in patch?.Members ?? [])
        {
            if (name == "attributes") state = state with { Attributes = new JsonRead(value, problems).Attributes(state.Attributes, (attribute, at) => Read(attribute, at, options)) };
            else if (ProfileMembers.All.TryGetValue(name, out var member)) state = member.Set(state, new JsonRead(value, problems));
            else problems.Add(at, ProfileMembers.ReadOnly.GetValueOrDefault(name) ?? $"There is no such member. {Problems.Hint(name, [.. ProfileMembers.All.Keys])}");
        }

        if (!problems.Any) UserColumns.Write(state, user);
        return problems.InOrder.GroupBy(problem => problem.Path).ToDictionary(member => member.Key, member => member.Select(problem => problem.Message).ToArray());
    }

    private static string? Read(string name, JsonRead json, ProfileOptions options)
    {
        if (options.Find(name) is not { } attribute) return json.Refuse<string?>($"There is no such attribute. {Problems.Hint(name, [.. options.Attributes.Select(known => known.Name)])}");
        if (!attribute.Editable) return json.Refuse<string?>("It is kept by the people who run this service. Remove it.");

        var text = json.Text(attribute.MaximumLength);
        return text is null || attribute.Accepts(text) ? text : json.Refuse<string?>(attribute.Rule);
    }
}
