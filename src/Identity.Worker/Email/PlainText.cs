using System.Text;

namespace Identity.Worker.Email;

/// <summary>The text part of a mail: shaped by hand, link and code on lines of their own.</summary>
internal static class PlainText
{
    private const int Columns = 72;

    public static string Of(EmailContent content)
    {
        List<string> blocks = [Wrap(content.Heading)];
        blocks.AddRange(content.Paragraphs.Select(Wrap));
        if (content.Code is { } code) blocks.Add($"    {code}");
        if (content.Action is { } action) blocks.Add($"{Wrap(action.Introduction)}\n{action.Link}");
        blocks.Add(Wrap(content.Stranger));
        blocks.Add($"-- \n{Wrap(content.Reason)}");
        return string.Join("\n\n", blocks) + "\n";
    }

    private static string Wrap(string paragraph)
    {
        var text = new StringBuilder();
        var column = 0;
        foreach (var word in paragraph.Split(' '))
        {
            if (column > 0 && column + 1 + word.Length > Columns)
            {
                text.Append('\n');
                column = 0;
            }
            else if (column > 0)
            {
                text.Append(' ');
                column++;
            }

            text.Append(word);
            column += word.Length;
        }

        return text.ToString();
    }
}
