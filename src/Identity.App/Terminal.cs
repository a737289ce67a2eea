using Spectre.Console;

namespace Identity.App;

/// <summary>Where a command writes: formatted for a person at a terminal, plain text for a file or a pipe.</summary>
internal sealed class Terminal(TextWriter output, TextWriter error, IAnsiConsole? formatted)
{
    public static Terminal Create() => new(Console.Out, Console.Error, Console.IsOutputRedirected ? null : AnsiConsole.Console);

    public void Line(string text = "", string style = "default")
    {
        if (formatted is null || text.Length == 0)
        {
            output.WriteLine(text);
            return;
        }

        // Never wrapped: a link has to stay in one piece to be opened from the terminal.
        formatted.Write(new Text(text, Style.Parse(style)) { Overflow = Overflow.Fold });
        formatted.WriteLine();
    }

    /// <summary>Names and values below each other.</summary>
    public void Pairs(IReadOnlyCollection<(string Name, string Value)> pairs)
    {
        var width = pairs.Max(pair => pair.Name.Length);
        foreach (var (name, value) in pairs) output.WriteLine($"  {name.PadRight(width)}  {value}");
    }

    /// <summary>What comes before the one sentence, when that needs more to be understood.</summary>
    public void Detail(string text) => error.WriteLine(text);

    /// <summary>The one sentence of a command that failed.</summary>
    public void Error(string sentence) => error.WriteLine($"identity: {sentence}");
}
