namespace Identity.App.Serve;

/// <summary>What a start tells the person who started it.</summary>
internal sealed record Announcement(IReadOnlyList<(string Name, string Path)> Directories)
{
    /// <summary>Sentences that need attention, such as how to get the first owner.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Opens the set-up once; it is nowhere else in clear.</summary>
    public string? SetupLink { get; init; }

    public void Print(Terminal terminal, IReadOnlyList<RunningRole> roles)
    {
        terminal.Pairs([.. roles.Select(role => (role.Name.Name, role.Address)), .. Directories]);
        foreach (var note in Notes) terminal.Line(note, "yellow");
        if (SetupLink is null) return;

        terminal.Line();
        terminal.Line("Open this link to make the first owner account. It works once:");
        terminal.Line(SetupLink, "bold underline");
        terminal.Line();
    }
}
