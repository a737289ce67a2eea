using Identity.Core.Apply.Json;

namespace Identity.Core.Apply;

/// <summary>One entry of a section: what is there now, and what is to be there.</summary>
/// <param name="Json">The entry in the file.</param>
/// <param name="Key">Its name, as written.</param>
/// <param name="Before">Null when it does not exist.</param>
/// <param name="After">Null when it is to be absent.</param>
internal sealed record Entry<TState>(JsonValue Json, string Key, TState? Before, TState? After)
    where TState : class
{
    /// <summary>The member that a problem is about: where it stands in the file, or else the entry itself.</summary>
    public JsonValue At(string member) => Json.Member(member) ?? Json;
}
