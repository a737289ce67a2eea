using System.ComponentModel.DataAnnotations;
using Identity.Core.Data;

namespace Identity.Core.Users.Attributes;

/// <summary>Something that an operator keeps about people beside the standard claims.</summary>
public sealed class AttributeDefinition
{
    /// <summary>The name of its claim, which a scope lists to give it to apps.</summary>
    [Required]
    [RegularExpression("^[a-z][a-z0-9_]*$", ErrorMessage = "The name of an attribute has small letters, digits and underscores, and begins with a letter.")]
    [MaxLength(Lengths.Code)]
    public string Name { get; set; } = "";

    /// <summary>What people call it; the text <c>attribute.{name}</c> of a theme goes before.</summary>
    [MaxLength(Lengths.Name)]
    public string? Label { get; set; }

    /// <summary>The only values that there are; none for any text.</summary>
    public IList<string> Values { get; } = [];

    /// <summary>In characters.</summary>
    [Range(1, Lengths.Description)]
    public int MaximumLength { get; set; } = Lengths.Name;

    /// <summary>Whether people change it themselves; otherwise they see it.</summary>
    public bool Editable { get; set; } = true;

    /// <summary>Whether it can have this value.</summary>
    public bool Accepts(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length > 0 && value.Length <= MaximumLength && IdentifierText.IsLine(value) && (Values.Count == 0 || Values.Contains(value));
    }

    /// <summary>Why it can't, in English.</summary>
    internal string Rule => Values.Count > 0 ? $"There are: {string.Join(", ", Values)}." : $"It has 1 to {MaximumLength} characters, without line breaks and invisible ones.";
}
