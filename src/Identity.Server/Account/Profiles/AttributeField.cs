using Identity.Core.Users.Attributes;

namespace Identity.Server.Account.Profiles;

/// <summary>An attribute as the page shows it.</summary>
/// <param name="Definition">What the operator says of it.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Value">What was typed, or is kept.</param>
public sealed record AttributeField(AttributeDefinition Definition, string Label, string? Value)
{
    /// <summary>The name of the field.</summary>
    public string Name => NameOf(Definition.Name);

    public static string NameOf(string attribute) => $"attribute_{attribute}";
}
