using Identity.Core.Users;

namespace Identity.Core.Apply;

/// <summary>Names whose case does not count: the same name in another case is no change.</summary>
internal static class Spelling
{
    public static IReadOnlyList<string> Keep(IReadOnlyList<string> current, IReadOnlyList<string> wanted)
        => [.. wanted.Select(name => current.FirstOrDefault(one => LookupKeys.Normalize(one) == LookupKeys.Normalize(name)) ?? name)];
}
