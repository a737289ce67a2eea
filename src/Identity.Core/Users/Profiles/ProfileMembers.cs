using Identity.Core.Apply;
using Identity.Core.Apply.Json;
using Identity.Core.Apply.Sections;
using Identity.Core.Data;

namespace Identity.Core.Users.Profiles;

/// <summary>The claims that people keep about themselves: those of the scopes <c>profile</c> and <c>address</c>, read as an operator's file is read.</summary>
internal static class ProfileMembers
{
    private static readonly HashSet<string> Own =
        ["name", "given_name", "family_name", "middle_name", "nickname", "profile", "picture", "website", "gender", "birthdate", "address"];

    public static IReadOnlyDictionary<string, Member<UserState>> All { get; } = new Member<UserState>[]
    {
        // What a script reads and a server compares; an operator may have imported others.
        new("zoneinfo", u => u.ZoneInfo, (u, json) => u with { ZoneInfo = json.Zone(Lengths.Code) }),
        new("locale", u => u.Locale, (u, json) => u with { Locale = json.Language(Lengths.Code) }),
    }.Concat(UserMembers.All.Where(member => Own.Contains(member.Name))).ToDictionary(member => member.Name);

    /// <summary>Claims that are there to be read, with why they can't be written.</summary>
    public static IReadOnlyDictionary<string, string> ReadOnly { get; } = new Dictionary<string, string>
    {
        ["sub"] = "It never changes. Remove it.",
        ["preferred_username"] = "It is what the person signs in with, and is changed by PUT /username. Remove it.",
        ["updated_at"] = "The product keeps this time itself. Remove it.",
        ["email"] = "It has to be proved, and can't be changed here. Remove it.",
        ["email_verified"] = "It has to be proved, and can't be changed here. Remove it.",
        ["phone_number"] = "It has to be proved, and can't be changed here. Remove it.",
        ["phone_number_verified"] = "It has to be proved, and can't be changed here. Remove it.",
    };
}
