using System.Globalization;
using System.Text;

namespace Identity.Hosting.Localization;

/// <summary>Fills <c>{name}</c> in a text. A name without a value stays as it is, so that a mistake is seen.</summary>
internal static class TextFormat
{
    public static string Fill(string text, CultureInfo culture, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        if (arguments.IsEmpty || !text.Contains('{', StringComparison.Ordinal)) return text;

        var result = new StringBuilder(text.Length + 32);
        var rest = text.AsSpan();
        while (rest.IndexOf('{') is var open and >= 0 && rest[open..].IndexOf('}') is var length and > 0)
        {
            result.Append(rest[..open]);
            var name = rest.Slice(open + 1, length - 1);
            result.Append(TryFind(arguments, name, out var value) ? Convert.ToString(value, culture) : rest.Slice(open, length + 1).ToString());
            rest = rest[(open + length + 1)..];
        }

        return result.Append(rest).ToString();
    }

    private static bool TryFind(ReadOnlySpan<(string Name, object? Value)> arguments, ReadOnlySpan<char> name, out object? value)
    {
        foreach (var argument in arguments)
        {
            if (!name.SequenceEqual(argument.Name)) continue;
            value = argument.Value;
            return true;
        }

        value = null;
        return false;
    }
}
