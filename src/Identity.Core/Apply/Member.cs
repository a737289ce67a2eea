using Identity.Core.Apply.Json;

namespace Identity.Core.Apply;

/// <summary>A member of an entry: how it is read into a state, and how it is shown.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Get">Its value; lists and objects are shown as JSON, an empty one like none.</param>
/// <param name="Set">The state with the value of the file.</param>
internal sealed record Member<TState>(string Name, Func<TState, object?> Get, Func<TState, JsonRead, TState> Set);
