using Identity.Server.Tests.Stage;

namespace Identity.Server.Tests.Docs;

/// <summary>
/// A page of docs/grants. What stands there between <c>&lt;!-- example: name --&gt;</c> and <c>&lt;!-- /example --&gt;</c> is what
/// the server answered in a test; run the tests with <c>IDENTITY_WRITE_DOCS=1</c> to write it anew.
/// </summary>
internal sealed class GrantPage(string name)
{
    private const string End = "<!-- /example -->";
    private static readonly bool Writes = Environment.GetEnvironmentVariable("IDENTITY_WRITE_DOCS") == "1";

    private readonly string _path = Path.Combine(Snapshot.Repository(), "docs", "grants", name);
    private readonly HashSet<string> _checked = [];

    /// <summary>Compares an example with what really happened, or writes it.</summary>
    public void Check(string example, string actual)
    {
        var page = File.ReadAllText(_path);
        var start = Start(example);
        var from = page.IndexOf(start, StringComparison.Ordinal);
        var to = from < 0 ? -1 : page.IndexOf(End, from, StringComparison.Ordinal);
        Assert.True(to > 0, $"docs/grants/{name} has no place for an example: {start} … {End}");

        _checked.Add(example);
        var written = page[(from + start.Length)..to];
        var text = $"\n\n{actual.ReplaceLineEndings("\n").Trim()}\n\n";
        if (written == text) return;

        if (Writes) File.WriteAllText(_path, page[..(from + start.Length)] + text + page[to..]);
        else Assert.Fail($"docs/grants/{name}: the example '{example}' is not what happens any more. Run this test with IDENTITY_WRITE_DOCS=1 and review the change. What happens now:\n{text}");
    }

    /// <summary>Finds examples that no test produced.</summary>
    public void CheckAllProduced()
    {
        var examples = File.ReadLines(_path).Where(line => line.StartsWith("<!-- example:", StringComparison.Ordinal));
        Assert.Empty(examples.Except(_checked.Select(Start)));
    }

    private static string Start(string example) => $"<!-- example: {example} -->";
}
